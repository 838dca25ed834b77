// GET /lab/state: the state of instances and Redis.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { labState } from '@scale-out-lab/core/wire';
import type { Watch } from '../watch/watch.js';
import { reads, route } from './responses.js';

export const state: FastifyPluginAsyncTypebox<{ watch: Watch }> = async (fastify, { watch }) => {
  fastify.get(
    '/state',
    route('state', 'The state of instances and Redis, at most half a second old', {
      response: reads(labState),
    }),
    () => watch.state(),
  );
};
