// POST /api/<mode>/logout ends the log-in, and says whether every instance now refuses its credential.
import type { FastifyInstance } from 'fastify';
import { refreshTokenBody } from './refresh.js';

export async function logout(fastify: FastifyInstance): Promise<void> {
  const options = { schema: { body: refreshTokenBody }, config: { usesCredential: true } };
  fastify.post('/logout', options, (request, reply) => fastify.auth.logOut(request, reply));
}
