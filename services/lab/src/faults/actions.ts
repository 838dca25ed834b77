// Changes the cluster for the page. An action is refused during another operation, and recorded as an incident.

import type { Incident, KeysRequest } from '@scale-out-lab/core/wire';
import type { Faults, RedisFaults } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import type { KeyRings } from './key-rings.js';
import { restartAll } from './restart-all.js';

/** Each throws a Problem (409, 404, 501), or a ExitError if the instance or Redis does not answer. */
export interface Actions {
  stop(what: 'crash' | 'drain', instance: string): Promise<Incident>;
  stall(instance: string, ms: number): Promise<Incident>;
  crashRedis(): Promise<Incident>;
  stallRedis(ms: number): Promise<Incident>;
  persistRedis(isPersistent: boolean): Promise<Incident>;
  changeKeys(request: KeysRequest): Promise<Incident>;
  /** Resolves when the restart has begun, as `scale` does. */
  restart(): Promise<Incident>;
  scale(count: number): Promise<Incident>;
  /** Resolves when the current restart or scaling has ended. */
  close(): Promise<void>;
}

export interface ActionsOptions {
  readonly faults: Faults;
  readonly keys: KeyRings;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
}

const isAsked = true;
const ofCluster = { instance: null, isAsked } as const;

export function createActions({ faults, keys, watch, lock, incidents }: ActionsOptions): Actions {
  const closing = new AbortController();
  let background: Promise<void> = Promise.resolve();

  async function requireInstance(id: string): Promise<void> {
    lock.requireFree();
    const { instances } = await watch.state();
    if (instances.some((instance) => instance.id === id)) return;
    const known = instances.map((instance) => instance.id).join(', ') || 'none';
    throw new Problem('not-found', `Instance "${id}" not found; known: ${known}.`);
  }
  function requireRedis(): RedisFaults {
    lock.requireFree();
    if (faults.redis) return faults.redis;
    throw new Problem('not-possible', 'Redis faults need the address of Redis: set REDIS_URL.');
  }
  async function alive(): Promise<readonly string[]> {
    const { instances } = await watch.state();
    return instances.filter(({ isAlive }) => isAlive).map(({ id }) => id);
  }
  /** Continues after the response; a failure is recorded, since no request waits for it. */
  function runInBackground(work: () => Promise<string | null>, end: (error: string | null) => void): void {
    background = work()
      .catch((error: Error) => error.message)
      .then(end);
  }

  return {
    async stop(what, instance) {
      await requireInstance(instance);
      await faults[what](instance);
      return incidents.record({ what, instance, isAsked });
    },
    async stall(instance, ms) {
      await requireInstance(instance);
      await faults.stall(instance, ms);
      return incidents.record({ what: 'stall', instance, isAsked, ms });
    },
    async crashRedis() {
      await requireRedis().crash();
      return incidents.record({ what: 'redis-crash', ...ofCluster });
    },
    async stallRedis(ms) {
      await requireRedis().stall(ms);
      return incidents.record({ what: 'redis-stall', ...ofCluster, ms });
    },
    async persistRedis(isPersistent) {
      const { setPersistent } = requireRedis();
      if (!setPersistent) {
        const detail = 'The append-only file is set in the configuration of Redis here: REDIS_APPENDONLY.';
        throw new Problem('not-possible', detail);
      }
      await setPersistent(isPersistent);
      return incidents.record({ what: 'redis-persistence', ...ofCluster, isPersistent });
    },
    async changeKeys({ ring, how }) {
      lock.requireFree();
      await keys.change(ring, how, await alive());
      return incidents.record({ what: 'keys', ...ofCluster, ring, how });
    },
    async restart() {
      const release = lock.acquire(
        'restart',
        'The instances are being restarted in turn. Wait until the restart ends.',
      );
      const instances = await alive();
      const begun = incidents.record({ what: 'restart-begins', ...ofCluster, instances });
      runInBackground(
        async () => {
          await restartAll(faults, instances, closing.signal);
          return null;
        },
        (error) => {
          release();
          incidents.record({ what: 'restart-ends', ...ofCluster, error });
        },
      );
      return begun;
    },
    async scale(count) {
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
          return null;
        },
        (error) => {
          release();
          if (error !== null) incidents.record({ what: 'scale', ...ofCluster, count, error });
        },
      );
      return begun;
    },
    async close() {
      closing.abort();
      await background;
    },
  };
}
