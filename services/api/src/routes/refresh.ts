// POST /api/<mode>/refresh exchanges a refresh token for a new access token and the next refresh token.
import type { FastifyInstance } from 'fastify';
import { refreshTokenBody } from './refresh-token-body.js';

export async function refresh(fastify: FastifyInstance): Promise<void> {
  fastify.post('/refresh', { schema: { body: refreshTokenBody } }, async (request, reply) => {
    return fastify.auth.refresh?.(request, reply);
  });
}
