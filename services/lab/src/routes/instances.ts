// POST /lab/instances/<id>/… breaks one instance, PUT /lab/instances changes how many there are.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident, scaleRequest, stallRequest } from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import type { Actions } from '../faults/actions.js';
import { changes } from './responses.js';

const tags = ['faults'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const response = changes(202, incident, 'not-found', 'busy', 'unreachable');

const strikes = {
  crash: 'Ends the process of an instance at once; it is brought back',
  drain: 'Ends an instance as a SIGTERM would: what is on its way is answered; it is brought back',
} as const;

export const instances: FastifyPluginAsyncTypebox<{ actions: Actions }> = async (fastify, { actions }) => {
  for (const what of ['crash', 'drain'] as const) {
    const schema = { tags, summary: strikes[what], params, response };
    fastify.post(`/instances/:id/${what}`, { schema }, async ({ params: { id } }, reply) =>
      reply.code(202).send(await actions.strike(what, id)),
    );
  }
  fastify.post(
    '/instances/:id/stall',
    {
      schema: {
        tags,
        summary: 'Has an instance do nothing for so long',
        params,
        body: stallRequest,
        response,
      },
    },
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await actions.stall(id, ms)),
  );
  fastify.put(
    '/instances',
    {
      schema: {
        tags,
        summary: 'Changes the number of instances; goes on after the answer',
        body: scaleRequest,
        response: changes(202, incident, 'busy', 'not-possible'),
      },
    },
    async ({ body: { count } }, reply) => reply.code(202).send(await actions.scale(count)),
  );
};
