// POST /api/<mode>/logout ends the log-in, and says whether the mode could.
import type { FastifyInstance } from 'fastify';
import { refreshTokenBody } from './refresh-token-body.js';

export async function logout(fastify: FastifyInstance): Promise<void> {
  fastify.post('/logout', { schema: { body: refreshTokenBody } }, (request, reply) =>
    fastify.auth.logOut(request, reply),
  );
}
