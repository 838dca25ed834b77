// POST /api/<mode>/refresh exchanges a refresh token for a new access token and the next refresh token. POST
// /api/<mode>/logout ends the log-in, and reports whether every instance now refuses its credential.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

/** `{"refresh_token": "…"}`, or no body if a cookie carries the token. */
const refreshTokenBody = Type.Object(
  { refresh_token: Type.Optional(Type.String({ maxLength: 256 })) },
  { nullable: true },
);

export async function refresh(fastify: FastifyInstance): Promise<void> {
  fastify.post('/refresh', { schema: { body: refreshTokenBody } }, async (request, reply) => {
    return fastify.auth.refresh?.(request, reply);
  });
}

interface LogoutOptions {
  /** Where the browser ends its session at the OpenID provider, too; undefined in modes without one. */
  readonly endSessionUrl: ((request: FastifyRequest) => Promise<URL | undefined>) | undefined;
}

export async function logout(fastify: FastifyInstance, { endSessionUrl }: LogoutOptions): Promise<void> {
  const options = { schema: { body: refreshTokenBody }, config: { usesCredential: true } };
  fastify.post('/logout', options, async (request, reply) => {
    const receipt = await fastify.auth.logOut(request, reply);
    return { ...receipt, endSessionUrl: (await endSessionUrl?.(request))?.href };
  });
}
