// GET, PUT and DELETE /lab/load: the continuous load of logged-in users.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { loadRequest, loadState } from '@scale-out-lab/core/wire';
import type { Load } from '../load/load.js';
import { changes, reads, route } from './responses.js';

export const load: FastifyPluginAsyncTypebox<{ load: Load }> = async (fastify, { load }) => {
  fastify.get('/load', route('load', 'The load, or null', { response: reads(loadState) }), async () => ({
    load: load.view(),
  }));
  fastify.put(
    '/load',
    route('load', 'Logs users in and lets their requests flow; ends 5 s after the last page has gone', {
      body: loadRequest,
      response: changes(200, loadState, 'busy', 'unreachable'),
    }),
    async ({ body }) => ({ load: await load.set(body) }),
  );
  fastify.delete(
    '/load',
    route('load', 'Ends the load, and returns its last counts', { response: changes(200, loadState) }),
    async () => ({ load: await load.stop() }),
  );
};
