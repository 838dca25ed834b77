// GET /api/<mode>/sessions lists the user's log-ins, DELETE /api/<mode>/sessions/<id> ends one of them.
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';

/** 501: not a fault of the request, and no other instance could do better. */
export function notRemembered(what: string): Problem {
  const detail = `Nothing remembers the log-ins of this mode: the tokens are all there is, and only their holders have them. So no server can ${what}.`;
  return new Problem('not-remembered', detail);
}

export async function sessions(fastify: FastifyInstance): Promise<void> {
  const { logIns } = fastify.auth;

  fastify.get('/sessions', async (request) => {
    if (!logIns) throw notRemembered('list them');
    return { sessions: await logIns.list(request) };
  });

  const options = { config: { usesCredential: true } };
  fastify.delete<{ Params: { id: string } }>('/sessions/:id', options, async (request, reply) => {
    if (!logIns) throw notRemembered('end one of them');
    if (await logIns.end(request, request.params.id)) return reply.code(204).send();
    throw new Problem('not-found', 'You have no log-in of this ID that this instance knows.');
  });
}
