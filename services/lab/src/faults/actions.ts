// Changes the cluster for the page. An action is refused during another operation, and recorded as an incident.
import { predictLostShare } from '@scale-out-lab/core';
import type { KeysRequest } from '@scale-out-lab/core/wire';
import type { Faults, RedisFaults, RedisNodes } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import { type Holds, redisPart } from './holds.js';
import type { KeyRings } from './key-rings.js';
import { restartInTurn } from './restart.js';

/** Each action throws a Problem (409, 404, 501), or an ExitError if the instance or Redis does not answer. */
export type Actions = ReturnType<typeof createActions>;

interface ActionsOptions {
  readonly faults: Faults;
  readonly keys: KeyRings;
  readonly holds: Holds;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
}

const isAsked = true;
const ofCluster = { instance: null, isAsked } as const;

export function createActions({ faults, keys, holds, watch, lock, incidents }: ActionsOptions) {
  const closing = new AbortController();
  let background: Promise<void> = Promise.resolve();

  async function requireInstance(id: string): Promise<void> {
    lock.requireFree();
    const { instances } = await watch.state();
    // An operation may have begun meanwhile.
    lock.requireFree();
    if (instances.some((instance) => instance.id === id)) return;
    // An earlier control room may hold one that this one has never seen.
    if (holds.of(id) && id !== redisPart && !isNode(id)) return;
    const known = instances.map((instance) => instance.id).join(', ') || 'none';
    throw new Problem('not-found', `Instance "${id}" not found; known: ${known}.`);
  }
  async function requireRunning(id: string): Promise<void> {
    await requireInstance(id);
    holds.requireRunning(id);
  }
  const isNode = (id: string) => faults.redis?.nodes?.ids.includes(id) ?? false;
  function requireNode(id: string): void {
    lock.requireFree();
    if (isNode(id)) return;
    const known = faults.redis?.nodes?.ids.join(', ') ?? 'none, since Redis is one server';
    throw new Problem('not-found', `Redis has no "${id}"; known: ${known}.`);
  }
  function requireRedis(): RedisFaults {
    lock.requireFree();
    holds.requireRunning(redisPart);
    if (faults.redis) return faults.redis;
    throw new Problem('not-possible', 'Redis faults need the address of Redis: set REDIS_URL.');
  }
  /** One server of several is broken by its name. */
  function requireOneRedis(): RedisFaults {
    const redis = requireRedis();
    if (!redis.nodes) return redis;
    const [first] = redis.nodes.ids;
    throw new Problem(
      'not-possible',
      `Redis has several servers here. Name one, as in /lab/redis/nodes/${first}/crash.`,
    );
  }
  function requireRunningNode(id: string): RedisNodes {
    requireNode(id);
    holds.requireRunning(id);
    return requireRedis().nodes as RedisNodes;
  }
  async function alive(): Promise<readonly string[]> {
    const { instances } = await watch.state();
    return instances.filter(({ isAlive, hold }) => isAlive && !hold).map(({ id }) => id);
  }
  /** Continues after the response; a failure is recorded, since no request waits for it. */
  function runInBackground(work: () => Promise<void>, end: (error: string | null) => void): void {
    background = work()
      .then(
        () => null,
        (error: Error) => error.message,
      )
      .then(end);
  }

  return {
    async drain(instance: string) {
      await requireRunning(instance);
      return watch.during(async () => {
        await faults.drain(instance);
        return incidents.record({ what: 'drain', instance, isAsked });
      });
    },
    /** @param ms how long it stays down; null: until it is started; 0: its supervisor restarts it at once */
    async crash(instance: string, ms: number | null) {
      await requireRunning(instance);
      return watch.during(async () => {
        await (ms === 0 ? faults.crash(instance) : holds.hold(instance, 'crash', ms));
        return incidents.record({ what: 'crash', instance, isAsked, ms });
      });
    },
    async stall(instance: string, ms: number | null) {
      await requireRunning(instance);
      // A part that is held can be started before its time.
      const isHeld = ms === null || holds.isPossible;
      await (isHeld ? holds.hold(instance, 'stall', ms) : faults.stall(instance, ms));
      return incidents.record({ what: 'stall', instance, isAsked, ms });
    },
    async crashRedis(ms: number | null) {
      const redis = requireOneRedis();
      return watch.during(async () => {
        await (ms === 0 ? redis.crash() : holds.hold(redisPart, 'crash', ms));
        return incidents.record({ what: 'redis-crash', ...ofCluster, ms });
      });
    },
    async stallRedis(ms: number | null) {
      const redis = requireOneRedis();
      const isHeld = ms === null || holds.isPossible;
      await (isHeld ? holds.hold(redisPart, 'stall', ms) : redis.stall(ms));
      return incidents.record({ what: 'redis-stall', ...ofCluster, ms });
    },
    async start(instance: string) {
      await requireInstance(instance);
      await holds.start(instance);
      return incidents.record({ what: 'start', instance, isAsked });
    },
    async startRedis() {
      lock.requireFree();
      await holds.start(redisPart);
      return incidents.record({ what: 'redis-start', ...ofCluster });
    },
    async crashNode(node: string, ms: number | null) {
      requireRunningNode(node);
      const { redis } = await watch.state();
      const nodes = requireRunningNode(node);
      const lostShare = predictLostShare(redis?.nodes ?? [], node);
      return watch.during(async () => {
        await (ms === 0 ? nodes.crash(node) : holds.hold(node, 'crash', ms));
        return incidents.record({ what: 'node-crash', ...ofCluster, node, ms, lostShare });
      });
    },
    async stallNode(node: string, ms: number | null) {
      requireRunningNode(node);
      await holds.hold(node, 'stall', ms);
      return incidents.record({ what: 'node-stall', ...ofCluster, node, ms });
    },
    async startNode(node: string) {
      requireNode(node);
      await holds.start(node);
      return incidents.record({ what: 'node-start', ...ofCluster, node });
    },
    async persistRedis(isPersistent: boolean) {
      const { setPersistent } = requireRedis();
      if (!setPersistent) {
        const detail = 'The append-only file is set in the configuration of Redis here: REDIS_APPENDONLY.';
        throw new Problem('not-possible', detail);
      }
      await setPersistent(isPersistent);
      return incidents.record({ what: 'redis-persistence', ...ofCluster, isPersistent });
    },
    async changeKeys({ ring, how }: KeysRequest) {
      lock.requireFree();
      const instances = await alive();
      lock.requireFree();
      await keys.change(ring, how, instances);
      return incidents.record({ what: 'keys', ...ofCluster, ring, how });
    },
    /** Resolves when the restart has begun, as `scale` does. */
    async restart() {
      const release = lock.acquire(
        'restart',
        'The instances are being restarted in turn. Wait until the restart ends.',
      );
      const instances = await alive();
      const begun = incidents.record({ what: 'restart-begins', ...ofCluster, instances });
      runInBackground(
        () => restartInTurn(faults, instances, closing.signal),
        (error) => {
          release();
          incidents.record({ what: 'restart-ends', ...ofCluster, error });
        },
      );
      return begun;
    },
    async scale(count: number) {
      const { scaleTo } = faults;
      if (!scaleTo) {
        const remedy = 'docker compose up --scale api=5, or use npm start, where the page can';
        throw new Problem('not-possible', `The page cannot start instances here. Run: ${remedy}.`);
      }
      const release = lock.acquire(
        'scale',
        'The number of instances is being changed. Wait until the change ends.',
      );
      const begun = incidents.record({ what: 'scale', ...ofCluster, count, error: null });
      runInBackground(
        async () => {
          await scaleTo(count);
          await watch.dropRemovedInstances();
          await Promise.all((await alive()).map(keys.syncKeys));
        },
        (error) => {
          release();
          if (error !== null) incidents.record({ what: 'scale', ...ofCluster, count, error });
        },
      );
      return begun;
    },
    /** Resolves when the current restart or scaling has ended. */
    async close() {
      closing.abort();
      await background;
    },
  };
}
