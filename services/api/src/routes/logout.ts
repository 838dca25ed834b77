// POST /api/<mode>/logout ends the log-in, and says whether the mode could.
import type { FastifyInstance } from 'fastify';

export async function logout(fastify: FastifyInstance): Promise<void> {
  fastify.post('/logout', (request, reply) => fastify.auth.logOut(request, reply));
}
