// The peer Express with jsonwebtoken, as its README shows it.
import { createServer } from 'node:http';
import { issuer } from '@scale-out-lab/core';
import express from 'express';
import jwt from 'jsonwebtoken';
import { audience, claimsOf, describeUser, header, serve, type VerifiedClaims } from './peer.js';

const { PEER_SECRET = '' } = process.env;

const app = express();

app.post('/login', express.json(), (request, response) => {
  const token = jwt.sign(claimsOf(request.body.username), PEER_SECRET, { header });
  response.json({ access_token: token, token_type: 'Bearer' });
});

app.get('/me', (request, response) => {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const claims = jwt.verify(token, PEER_SECRET, { algorithms: ['HS256'], issuer, audience });
  const { username, issued_by } = claims as VerifiedClaims;
  response.json(describeUser({ username, issuedBy: issued_by }));
});

serve(createServer(app));
