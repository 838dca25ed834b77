// POST /api/<mode>/refresh exchanges a refresh token for a new access token and the next refresh token.
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

/** `{"refresh_token": "…"}`, or no body if a cookie carries the token. */
export const refreshTokenBody = Type.Object(
  { refresh_token: Type.Optional(Type.String({ maxLength: 256 })) },
  { nullable: true },
);

export async function refresh(fastify: FastifyInstance): Promise<void> {
  fastify.post('/refresh', { schema: { body: refreshTokenBody } }, async (request, reply) => {
    return fastify.auth.refresh?.(request, reply);
  });
}
