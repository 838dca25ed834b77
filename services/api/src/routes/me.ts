// GET /api/<mode>/me returns the logged-in user, the instance that logged them in and the one that answers.
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { findUser } from '../users.js';

const answer = Type.Object({
  username: Type.String(),
  name: Type.String(),
  issuedBy: Type.String(),
  servedBy: Type.String(),
});

export async function me(fastify: FastifyInstance, { instanceId }: { instanceId: string }): Promise<void> {
  fastify.get('/me', { schema: { response: { 200: answer } } }, async (request) => {
    const { username, issuedBy } = await fastify.auth.authenticate(request);
    return { username, name: findUser(username)?.name ?? username, issuedBy, servedBy: instanceId };
  });
}
