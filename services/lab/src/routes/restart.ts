// POST /lab/restart restarts all instances in turn, as a deployment would.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident } from '@scale-out-lab/core/wire';
import type { Actions } from '../faults/actions.js';
import { changes } from './responses.js';

export const restart: FastifyPluginAsyncTypebox<{ actions: Actions }> = async (fastify, { actions }) => {
  const schema = {
    tags: ['faults'],
    summary: 'Restarts all instances, one after the other; goes on after the answer',
    response: changes(202, incident, 'busy'),
  };
  fastify.post('/restart', { schema }, async (_request, reply) =>
    reply.code(202).send(await actions.restart()),
  );
};
