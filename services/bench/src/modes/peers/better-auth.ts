// The peer better-auth, mounted in Fastify as its documentation shows it: users in its memory adapter, sessions in Redis;
// with PEER_CACHE=true also its cookie cache, a signed copy of the session that is trusted without a look-up.
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { fromNodeHeaders } from 'better-auth/node';
import Fastify from 'fastify';
import { createClient } from 'redis';
import { describeUser, peerId, schema, serve } from './peer.js';

const { PEER_SECRET = '', PEER_CACHE, PEER_REDIS_URL = '', PEER_REDIS_PASSWORD = '' } = process.env;

const redis = createClient({ url: PEER_REDIS_URL, password: PEER_REDIS_PASSWORD });
await redis.connect();

const auth = betterAuth({
  baseURL: 'http://127.0.0.1',
  secret: PEER_SECRET,
  database: memoryAdapter({ user: [], account: [], session: [], verification: [] }),
  secondaryStorage: {
    get: (key) => redis.get(key),
    getAndDelete: (key) => redis.getDel(key),
    async increment(key, seconds) {
      const [count] = await redis.multi().incr(key).expire(key, seconds, 'NX').exec();
      return Number(count);
    },
    async set(key, value, seconds) {
      await redis.set(key, value, seconds ? { expiration: { type: 'EX', value: seconds } } : {});
    },
    async delete(key) {
      await redis.del(key);
    },
  },
  session: { cookieCache: { enabled: PEER_CACHE === 'true', maxAge: 300 } },
  // The cost of a log-in is not measured.
  emailAndPassword: {
    enabled: true,
    minPasswordLength: 1,
    password: { hash: async (password) => password, verify: async ({ hash, password }) => hash === password },
  },
});

const app = Fastify();

const registered = new Set<string>();

app.post<{ Body: { username: string; password: string } }>('/login', async (request, reply) => {
  const { username, password } = request.body;
  const credentials = { email: `${username}@example.com`, password };
  if (!registered.has(username)) {
    registered.add(username);
    await auth.api.signUpEmail({ body: { ...credentials, name: username } });
  }
  const { headers } = await auth.api.signInEmail({ body: credentials, returnHeaders: true });
  return reply.header('set-cookie', headers.getSetCookie()).send({ username });
});

app.get('/me', { schema }, async (request, reply) => {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  return session ? describeUser({ username: session.user.name, issuedBy: peerId }) : reply.code(401).send();
});

await app.ready();
serve(app.server);
