// The faults of Redis where it is one server, and its persistence: what each does, and its route. A fault is refused during another
// operation, and recorded as an incident, with which its route answers 202.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { crashRequest, incident, persistenceRequest, stallRequest } from '@scale-out-lab/core/wire';
import type { Faults, RedisFaults } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import { changes, route } from '../routes/responses.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import { type Holds, redisPart } from './holds.js';

export interface RedisOptions {
  readonly faults: Faults;
  readonly holds: Holds;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
}

const asked = { instance: null, isAsked: true } as const;

/** @throws Problem (409, 501) */
export function requireRedis({ faults, holds, lock }: RedisOptions): RedisFaults {
  lock.requireFree();
  holds.requireRunning(redisPart);
  if (faults.redis) return faults.redis;
  throw new Problem('not-possible', 'Redis faults need the address of Redis: set REDIS_URL.');
}

/** Each throws a Problem (409, 501), or an ExitError if Redis does not answer. */
function redisActions(options: RedisOptions) {
  const { holds, watch, lock, incidents } = options;

  /** One server of several is broken by its name. */
  function requireOneRedis(): RedisFaults {
    const redis = requireRedis(options);
    if (!redis.nodes) return redis;
    const [first] = redis.nodes.ids;
    throw new Problem(
      'not-possible',
      `Redis has several servers here. Name one, as in /lab/redis/nodes/${first}/crash.`,
    );
  }

  return {
    async crash(ms: number | null) {
      const redis = requireOneRedis();
      return watch.during(async () => {
        await (ms === 0 ? redis.crash() : holds.hold(redisPart, 'crash', ms));
        return incidents.record({ what: 'redis-crash', ...asked, ms });
      });
    },
    async stall(ms: number | null) {
      const redis = requireOneRedis();
      const isHeld = ms === null || holds.isPossible;
      await (isHeld ? holds.hold(redisPart, 'stall', ms) : redis.stall(ms));
      return incidents.record({ what: 'redis-stall', ...asked, ms });
    },
    async start() {
      lock.requireFree();
      await holds.start(redisPart);
      return incidents.record({ what: 'redis-start', ...asked });
    },
    async persist(isPersistent: boolean) {
      const { setPersistent } = requireRedis(options);
      if (!setPersistent) {
        const detail = 'The append-only file is set in the configuration of Redis here: REDIS_APPENDONLY.';
        throw new Problem('not-possible', detail);
      }
      await setPersistent(isPersistent);
      return incidents.record({ what: 'redis-persistence', ...asked, isPersistent });
    },
  };
}

const ofFault = changes(202, incident, 'busy', 'already-down', 'not-possible', 'unreachable');

export const redisRoutes: FastifyPluginAsyncTypebox<RedisOptions> = async (fastify, options) => {
  const { crash, stall, start, persist } = redisActions(options);

  fastify.post(
    '/redis/crash',
    route('faults', 'Kills Redis, which restarts automatically or stays down', {
      body: crashRequest,
      response: ofFault,
    }),
    // Without a body nothing holds it.
    async ({ body }, reply) => reply.code(202).send(await crash(body ? body.ms : 0)),
  );
  fastify.post(
    '/redis/stall',
    route('faults', 'Stalls Redis', { body: stallRequest, response: ofFault }),
    async ({ body: { ms } }, reply) => reply.code(202).send(await stall(ms)),
  );
  fastify.post(
    '/redis/start',
    route('faults', 'Starts Redis if it is held down, and continues it if it is stalled', {
      response: changes(202, incident, 'busy', 'already-running', 'unreachable'),
    }),
    async (_request, reply) => reply.code(202).send(await start()),
  );
  fastify.put(
    '/redis/persistence',
    route('faults', 'Switches the append-only file of Redis on or off', {
      body: persistenceRequest,
      response: ofFault,
    }),
    async ({ body }, reply) => reply.code(202).send(await persist(body.isPersistent)),
  );
};
