// Watches what instances and Redis hold: several times in two seconds while somebody wants to know, else not at all.
import type { LabState } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import type { Busy } from '../busy.js';
import type { Stream } from '../stream/stream.js';
import { type Change, deadIn, findChanges } from './changes.js';
import { watchInstances } from './instances.js';
import { watchRedis } from './redis.js';

export interface Watch {
  /** Not older than half a second. Never rejects. */
  state(): Promise<LabState>;
  /** What was seen last, with what goes on by now. */
  latest(): LabState;
  /** How many instances take requests, as seen last: it waits for a look only if there was none yet. */
  countReady(): Promise<number>;
  /** Goes on for as long as a page listens. */
  begin(): void;
  /** The instances that are gone for good no longer count as dead. */
  forgetTheGone(): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly faults: Faults;
  readonly busy: Pick<Busy, 'what'>;
  readonly stream: Pick<Stream, 'tell' | 'listeners'>;
  readonly onChange: (change: Change) => void;
}

const everyMs = 400;
const freshMs = 500;
/** How long it goes on after somebody has asked. */
const interestMs = 5000;
/** Longer between two looks than this is a pause. */
const pauseMs = 3000;

export function createWatch({ faults, busy, stream, onChange }: WatchOptions): Watch {
  const lookAtInstances = watchInstances(faults);
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
  let askedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const latest = (): LabState => ({ ...seen, busy: busy.what(), can });

  async function lookNow(): Promise<void> {
    const startedAt = performance.now();
    const [instances, redis] = await Promise.all([lookAtInstances.look(), lookAtRedis()]);
    const isContinuous = startedAt - seenAt < pauseMs;
    const changes = findChanges(isContinuous ? seen : deadIn(seen), { instances, redis });
    seen = { at: new Date().toISOString(), instances, redis };
    seenAt = startedAt;
    if (isClosed) return;
    for (const change of changes) onChange(change);
    stream.tell('state', latest());
  }
  function look(): Promise<void> {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  async function goOn(): Promise<void> {
    await look();
    timer = undefined;
    const isWanted = stream.listeners() > 0 || performance.now() - askedAt < interestMs;
    if (isWanted) begin(everyMs);
  }
  function begin(delayMs = 0): void {
    if (!isClosed) timer ??= setTimeout(goOn, delayMs).unref();
  }

  async function state(): Promise<LabState> {
    askedAt = performance.now();
    if (performance.now() - seenAt > freshMs) await look();
    begin(everyMs);
    return latest();
  }

  return {
    latest,
    state,
    begin: () => begin(),
    async countReady() {
      const { instances } = seen.instances.length > 0 ? seen : await state();
      return instances.filter(({ isAlive, isReady }) => isAlive && isReady).length;
    },
    async forgetTheGone() {
      await lookAtInstances.forgetTheGone();
      await looking;
      await look();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
