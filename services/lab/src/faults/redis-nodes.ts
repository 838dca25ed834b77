// The faults of one server of several of Redis, or of a sentinel: what each does, and its route. A fault is refused during another
// operation, and recorded as an incident, with which its route answers 202.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { predictLostShare } from '@scale-out-lab/core';
import { crashRequest, incident, stallRequest } from '@scale-out-lab/core/wire';
import type { RedisNodes } from '@scale-out-lab/loadtest';
import { Problem } from '../problem.js';
import { changes, params, route } from '../routes/responses.js';
import { type RedisOptions, requireRedis } from './redis.js';

const asked = { instance: null, isAsked: true } as const;

/** Each throws a Problem (409, 404, 501), or an ExitError if the server does not answer. */
export function nodeActions(options: RedisOptions) {
  const { faults, holds, watch, lock, incidents } = options;

  function requireNode(id: string): void {
    lock.requireFree();
    const ids = faults.redis?.nodes?.ids;
    if (ids?.includes(id)) return;
    const known = ids?.join(', ') ?? 'none, since Redis is one server';
    throw new Problem('not-found', `Redis has no "${id}"; known: ${known}.`);
  }
  function requireRunning(id: string): RedisNodes {
    requireNode(id);
    holds.requireRunning(id);
    return requireRedis(options).nodes as RedisNodes;
  }

  return {
    async crash(node: string, ms: number | null) {
      requireRunning(node);
      const { redis } = await watch.state();
      const nodes = requireRunning(node);
      const lostShare = predictLostShare(redis?.nodes ?? [], node);
      return watch.during(async () => {
        await (ms === 0 ? nodes.crash(node) : holds.hold(node, 'crash', ms));
        return incidents.record({ what: 'node-crash', ...asked, node, ms, lostShare });
      });
    },
    async stall(node: string, ms: number | null) {
      requireRunning(node);
      await holds.hold(node, 'stall', ms);
      return incidents.record({ what: 'node-stall', ...asked, node, ms });
    },
    async start(node: string) {
      requireNode(node);
      await holds.start(node);
      return incidents.record({ what: 'node-start', ...asked, node });
    },
  };
}

const ofFault = changes(202, incident, 'not-found', 'busy', 'already-down', 'not-possible', 'unreachable');

export const nodeRoutes: FastifyPluginAsyncTypebox<RedisOptions> = async (fastify, options) => {
  const { crash, stall, start } = nodeActions(options);

  fastify.post(
    '/redis/nodes/:id/crash',
    route('faults', 'Kills a server of Redis or a sentinel, which restarts automatically or stays down', {
      params,
      body: crashRequest,
      response: ofFault,
    }),
    // Without a body nothing holds it.
    async ({ params: { id }, body }, reply) => reply.code(202).send(await crash(id, body ? body.ms : 0)),
  );
  fastify.post(
    '/redis/nodes/:id/stall',
    route('faults', 'Stalls a server of Redis or a sentinel', {
      params,
      body: stallRequest,
      response: ofFault,
    }),
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await stall(id, ms)),
  );
  fastify.post(
    '/redis/nodes/:id/start',
    route('faults', 'Starts a server of Redis or a sentinel that is held down, or continues it', {
      params,
      response: changes(202, incident, 'not-found', 'busy', 'already-running', 'unreachable'),
    }),
    async ({ params: { id } }, reply) => reply.code(202).send(await start(id)),
  );
};
