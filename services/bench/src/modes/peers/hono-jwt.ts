// The peer Hono with its JWT middleware, as its README shows it.
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { issuer } from '@scale-out-lab/core';
import { Hono } from 'hono';
import { jwt, sign } from 'hono/jwt';
import { audience, claimsOf, describeUser, serve, type VerifiedClaims } from './peer.js';

const { PEER_SECRET = '' } = process.env;

const app = new Hono<{ Variables: { jwtPayload: VerifiedClaims } }>();

app.post('/login', async (context) => {
  const { username } = await context.req.json<{ username: string }>();
  const token = await sign(claimsOf(username), PEER_SECRET, 'HS256');
  return context.json({ access_token: token, token_type: 'Bearer' });
});

app.use('/me', jwt({ secret: PEER_SECRET, alg: 'HS256', verification: { iss: issuer, aud: audience } }));
app.get('/me', (context) => {
  const { username, issued_by } = context.get('jwtPayload');
  return context.json(describeUser({ username, issuedBy: issued_by }));
});

serve(createAdaptorServer(app) as Server);
