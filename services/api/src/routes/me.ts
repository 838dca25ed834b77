// GET /api/<mode>/me returns the logged-in user, the instance that logged them in and the one that answers.
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Principal } from '../auth/contract.js';
import { findUser } from '../users.js';

const answer = Type.Object({
  username: Type.String(),
  name: Type.String(),
  issuedBy: Type.String(),
  servedBy: Type.String(),
});

export async function me(fastify: FastifyInstance, { instanceId }: { instanceId: string }): Promise<void> {
  const describe = ({ username, issuedBy }: Principal): Static<typeof answer> => {
    return { username, name: findUser(username)?.name ?? username, issuedBy, servedBy: instanceId };
  };
  // Not async: if nothing has to be awaited, a promise would cost a request two per cent.
  const options = { schema: { response: { 200: answer } }, config: { readsOnly: true } };
  fastify.get('/me', options, (request, reply) => {
    const principal = fastify.auth.authenticate(request);
    return principal instanceof Promise ? principal.then(describe) : reply.send(describe(principal));
  });
}
