// POST /lab/redis/… breaks Redis, PUT /lab/redis/persistence says whether it writes an append-only file.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident, persistenceRequest, stallRequest } from '@scale-out-lab/core/wire';
import type { Actions } from '../faults/actions.js';
import { changes } from './responses.js';

const tags = ['faults'];
const response = changes(202, incident, 'busy', 'not-possible', 'unreachable');

export const redis: FastifyPluginAsyncTypebox<{ actions: Actions }> = async (fastify, { actions }) => {
  fastify.post(
    '/redis/crash',
    { schema: { tags, summary: 'Ends Redis at once and without saving; it is brought back', response } },
    async (_request, reply) => reply.code(202).send(await actions.crashRedis()),
  );
  fastify.post(
    '/redis/stall',
    { schema: { tags, summary: 'Has Redis carry nothing out for so long', body: stallRequest, response } },
    async ({ body: { ms } }, reply) => reply.code(202).send(await actions.stallRedis(ms)),
  );
  fastify.put(
    '/redis/persistence',
    {
      schema: {
        tags,
        summary: 'Has Redis write an append-only file, or no longer',
        body: persistenceRequest,
        response,
      },
    },
    async ({ body: { isPersistent } }, reply) =>
      reply.code(202).send(await actions.persistRedis(isPersistent)),
  );
};
