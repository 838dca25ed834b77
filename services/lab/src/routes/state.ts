// GET /lab/state returns what instances and Redis hold by now.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { labState } from '@scale-out-lab/core/wire';
import type { Watch } from '../watch/watch.js';
import { reads } from './responses.js';

export const state: FastifyPluginAsyncTypebox<{ watch: Watch }> = async (fastify, { watch }) => {
  const schema = {
    tags: ['state'],
    summary: 'What instances and Redis hold, not older than half a second',
    response: reads(labState),
  };
  fastify.get('/state', { schema }, () => watch.state());
};
