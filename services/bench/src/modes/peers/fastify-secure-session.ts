// The peer @fastify/secure-session, as its README shows it: the user is in an encrypted cookie, and the server keeps nothing.
import { createHash } from 'node:crypto';
import secureSession from '@fastify/secure-session';
import Fastify from 'fastify';
import { describeUser, type Principal, peerId, schema, serve } from './peer.js';

declare module '@fastify/secure-session' {
  interface SessionData {
    user: Principal;
  }
}

const { PEER_SECRET = '' } = process.env;

const app = Fastify();
await app.register(secureSession, {
  key: createHash('sha256').update(PEER_SECRET).digest(),
  cookie: { path: '/', httpOnly: true, sameSite: 'lax' },
});

app.post<{ Body: { username: string } }>('/login', async ({ body, session }) => {
  session.set('user', { username: body.username, issuedBy: peerId });
  return { username: body.username };
});

app.get('/me', { schema }, async ({ session }, reply) => {
  const user = session.get('user');
  return user ? describeUser(user) : reply.code(401).send();
});

await app.ready();
serve(app.server);
