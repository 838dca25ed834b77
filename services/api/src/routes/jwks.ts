// GET /api/.well-known/jwks.json returns the public keys by which anyone can check a token (RFC 7517 §5).
import type { FastifyInstance } from 'fastify';
import type { AllKeys } from '../keys/index.js';

export async function jwks(fastify: FastifyInstance, { keys }: { keys: AllKeys }): Promise<void> {
  fastify.get('/api/.well-known/jwks.json', async (_request, reply) => {
    reply.type('application/jwk-set+json').header('cache-control', 'max-age=1');
    return JSON.stringify({ keys: await keys.published.tokens.publicKeys() });
  });
}
