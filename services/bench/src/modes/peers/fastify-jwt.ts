// The peer @fastify/jwt, as its README shows it; with PEER_CACHE=true also its cache of verified tokens.
import jwt from '@fastify/jwt';
import { issuer } from '@scale-out-lab/core';
import Fastify from 'fastify';
import { audience, claimsOf, describeUser, header, schema, serve, type VerifiedClaims } from './peer.js';

const { PEER_SECRET = '', PEER_CACHE } = process.env;

const app = Fastify();
await app.register(jwt, {
  secret: PEER_SECRET,
  sign: { header },
  verify: {
    algorithms: ['HS256'],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ['sub', 'exp', 'iat', 'nbf', 'jti'],
    cache: PEER_CACHE === 'true',
  },
});

app.post<{ Body: { username: string } }>('/login', async (request) => {
  return { access_token: app.jwt.sign(claimsOf(request.body.username)), token_type: 'Bearer' };
});

app.get('/me', { schema }, async (request) => {
  const { username, issued_by } = await request.jwtVerify<VerifiedClaims>();
  return describeUser({ username, issuedBy: issued_by });
});

await app.ready();
serve(app.server);
