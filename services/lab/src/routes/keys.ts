// POST /lab/keys replaces what the instances sign with: with an overlap, by a cut, or back to what was configured.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident, keysRequest } from '@scale-out-lab/core/wire';
import type { Actions } from '../faults/actions.js';
import { changes } from './responses.js';

export const keys: FastifyPluginAsyncTypebox<{ actions: Actions }> = async (fastify, { actions }) => {
  const schema = {
    tags: ['faults'],
    summary: 'Replaces the signing keys of all instances',
    body: keysRequest,
    response: changes(202, incident, 'busy', 'unreachable'),
  };
  fastify.post('/keys', { schema }, async ({ body }, reply) =>
    reply.code(202).send(await actions.changeKeys(body)),
  );
};
