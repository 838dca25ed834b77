// What can be done to the cluster from the page: each deed is refused while something goes on, and noted as an incident.
import type { Incident, KeysRequest } from '@scale-out-lab/core/wire';
import type { Faults, RedisFaults } from '@scale-out-lab/loadtest';
import type { Busy } from '../busy.js';
import { Problem } from '../problem.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import type { KeyRings } from './key-rings.js';
import { restartAll } from './restart-all.js';

/** Each throws a Problem (409, 404, 501), or a LoadtestFailure when what it is done to does not answer. */
export interface Actions {
  strike(what: 'crash' | 'drain', instance: string): Promise<Incident>;
  stall(instance: string, ms: number): Promise<Incident>;
  crashRedis(): Promise<Incident>;
  stallRedis(ms: number): Promise<Incident>;
  persistRedis(isPersistent: boolean): Promise<Incident>;
  changeKeys(request: KeysRequest): Promise<Incident>;
  /** Resolves when it has begun, as `scale` does. */
  restart(): Promise<Incident>;
  scale(count: number): Promise<Incident>;
  /** Resolves when nothing goes on any more. */
  close(): Promise<void>;
}

export interface ActionsOptions {
  readonly faults: Faults;
  readonly keys: KeyRings;
  readonly watch: Watch;
  readonly busy: Busy;
  readonly incidents: Incidents;
}

const isAsked = true;
const ofCluster = { instance: null, isAsked } as const;

export function createActions({ faults, keys, watch, busy, incidents }: ActionsOptions): Actions {
  const stop = new AbortController();
  let background: Promise<void> = Promise.resolve();

  async function requireInstance(id: string): Promise<void> {
    busy.requireFree();
    const { instances } = await watch.state();
    if (instances.some((instance) => instance.id === id)) return;
    const known = instances.map((instance) => instance.id).join(', ') || 'none';
    throw new Problem('not-found', `There is no instance "${id}"; known: ${known}.`);
  }
  function requireRedis(): RedisFaults {
    busy.requireFree();
    if (faults.redis) return faults.redis;
    throw new Problem(
      'not-possible',
      'Redis can be broken only where it is known: name its address in REDIS_URL.',
    );
  }
  async function alive(): Promise<readonly string[]> {
    const { instances } = await watch.state();
    return instances.filter(({ isAlive }) => isAlive).map(({ id }) => id);
  }
  /** Goes on after the answer. What it failed for is noted, since nobody waits to be told. */
  function goOn(work: () => Promise<string | null>, end: (error: string | null) => void): void {
    background = work()
      .catch((error: Error) => error.message)
      .then(end);
  }

  return {
    async strike(what, instance) {
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
        const detail =
          'Whether Redis writes an append-only file is for its own configuration here: REDIS_APPENDONLY.';
        throw new Problem('not-possible', detail);
      }
      await setPersistent(isPersistent);
      return incidents.record({ what: 'redis-persistence', ...ofCluster, isPersistent });
    },
    async changeKeys({ ring, how }) {
      busy.requireFree();
      await keys.change(ring, how, await alive());
      return incidents.record({ what: 'keys', ...ofCluster, ring, how });
    },
    async restart() {
      const release = busy.begin(
        'restart',
        'The instances are being restarted in turn. Wait until that is over.',
      );
      const instances = await alive();
      const begun = incidents.record({ what: 'restart-begins', ...ofCluster, instances });
      goOn(
        async () => {
          await restartAll(faults, instances, stop.signal);
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
        const remedy = 'docker compose up --scale api=5, or npm start, which can do it by itself';
        throw new Problem('not-possible', `Here only a person can start and stop instances: ${remedy}.`);
      }
      const release = busy.begin(
        'scale',
        'The number of instances is being changed. Wait until that is over.',
      );
      const begun = incidents.record({ what: 'scale', ...ofCluster, count, error: null });
      goOn(
        async () => {
          await scaleTo(count);
          await watch.forgetTheGone();
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
      stop.abort();
      await background;
    },
  };
}
