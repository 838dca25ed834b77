// Polls instances and Redis every 400 ms while a page listens or has just queried the state.
import type { LabState } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import type { Stream } from '../stream/stream.js';
import { type Change, deadInstances, findChanges } from './changes.js';
import { watchInstances } from './instances.js';
import { watchRedis } from './redis.js';

export interface Watch {
  /** At most half a second old. Never rejects. */
  state(): Promise<LabState>;
  /** The last state, with the current operation. */
  latest(): LabState;
  /** The number of ready instances, as last seen. Waits for a look only if there was none yet. */
  countReady(): Promise<number>;
  /** Polls as long as a page listens. */
  start(): void;
  /** Instances that were removed on purpose no longer count as dead. */
  dropRemovedInstances(): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly faults: Faults;
  readonly lock: Pick<OperationLock, 'current'>;
  readonly stream: Pick<Stream, 'publish' | 'subscribers'>;
  readonly onChange: (change: Change) => void;
}

const everyMs = 400;
const freshMs = 500;
/** Polling stops so long after the last query. */
const idleStopMs = 5000;
/** A longer time between two looks is a pause. */
const pauseMs = 3000;

export function createWatch({ faults, lock, stream, onChange }: WatchOptions): Watch {
  const instanceWatch = watchInstances(faults);
  const lookAtRedis = watchRedis(faults.redis);
  const can = {
    scale: faults.scaleTo !== undefined,
    breakRedis: faults.redis !== undefined,
    persistRedis: faults.redis?.setPersistent !== undefined,
  };
  let seen: Pick<LabState, 'at' | 'instances' | 'redis'> = {
    at: new Date(0).toISOString(),
    instances: [],
    redis: null,
  };
  let seenAt = Number.NEGATIVE_INFINITY;
  let queriedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const latest = (): LabState => ({ ...seen, busy: lock.current(), can });

  async function lookNow(): Promise<void> {
    const startedAt = performance.now();
    const [instances, redis] = await Promise.all([instanceWatch.look(), lookAtRedis()]);
    const isContinuous = startedAt - seenAt < pauseMs;
    const changes = findChanges(isContinuous ? seen : deadInstances(seen), { instances, redis });
    seen = { at: new Date().toISOString(), instances, redis };
    seenAt = startedAt;
    if (isClosed) return;
    for (const change of changes) onChange(change);
    stream.publish('state', latest());
  }
  function look(): Promise<void> {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  async function poll(): Promise<void> {
    await look();
    timer = undefined;
    const isWanted = stream.subscribers() > 0 || performance.now() - queriedAt < idleStopMs;
    if (isWanted) schedule(everyMs);
  }
  function schedule(delayMs: number): void {
    if (!isClosed) timer ??= setTimeout(poll, delayMs).unref();
  }

  async function state(): Promise<LabState> {
    queriedAt = performance.now();
    if (performance.now() - seenAt > freshMs) await look();
    schedule(everyMs);
    return latest();
  }

  return {
    latest,
    state,
    start: () => schedule(0),
    async countReady() {
      const { instances } = seen.instances.length > 0 ? seen : await state();
      return instances.filter(({ isAlive, isReady }) => isAlive && isReady).length;
    },
    async dropRemovedInstances() {
      await instanceWatch.dropRemovedInstances();
      await looking;
      await look();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
