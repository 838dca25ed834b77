// GET /api/<mode>/me returns the logged-in user, who logged them in and who answers now.
import type { FastifyInstance } from 'fastify';
import { findUser } from '../users.js';

const answer = {
  type: 'object',
  properties: {
    username: { type: 'string' },
    name: { type: 'string' },
    issuedBy: { type: 'string' },
    servedBy: { type: 'string' },
  },
} as const;

export async function me(fastify: FastifyInstance, { instanceId }: { instanceId: string }): Promise<void> {
  fastify.get('/me', { schema: { response: { 200: answer } } }, async (request) => {
    const { username, issuedBy } = await fastify.auth.authenticate(request);
    return { username, name: findUser(username)?.name ?? username, issuedBy, servedBy: instanceId };
  });
}
