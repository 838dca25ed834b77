// Holds: a crashed or stalled part stays down until it is started, or for a chosen time.
import type { Hold } from '@scale-out-lab/core/wire';
import { Problem } from '../problem.js';

/** How the parts of a cluster are held. A part is the ID of an instance, of a server of Redis or of a sentinel, or `redis` where that is one server. Each rejects if it cannot. */
export interface HoldMeans {
  /** Ends its process at once. Its supervisor does not restart it until it is started. */
  crash(part: string): Promise<void>;
  /** Its process runs and does nothing until it is started. */
  stall(part: string): Promise<void>;
  /** Resolves when it may run again, which is before it listens. A part that is not held stays as it is. */
  start(part: string): Promise<void>;
  /** The parts that are held now, by whomever. */
  held(): Promise<ReadonlyMap<string, Hold['how']>>;
}

export const redisPart = 'redis';

export type Holds = ReturnType<typeof createHolds>;

interface Held extends Hold {
  /** When it was held, by `performance.now()`. */
  readonly at: number;
  readonly timer?: NodeJS.Timeout | undefined;
}

/** @param means undefined where the supervisor of a part restarts it in any case */
export function createHolds(means: HoldMeans | undefined) {
  const holds = new Map<string, Held>();

  function forget(part: string): boolean {
    clearTimeout(holds.get(part)?.timer);
    return holds.delete(part);
  }
  async function release(part: string): Promise<void> {
    if (forget(part)) await means?.start(part);
  }
  function keep(part: string, how: Hold['how'], ms: number | null): void {
    const at = performance.now();
    if (ms === null) return void holds.set(part, { how, until: null, at });
    const until = new Date(Date.now() + ms).toISOString();
    // The part that cannot be started is still seen as down.
    const timer = setTimeout(() => release(part).catch(() => {}), ms).unref();
    holds.set(part, { how, until, at, timer });
  }
  /** The parts that an earlier control room held, or a load test that was killed. Their end times are unknown. */
  async function takeOver(): Promise<void> {
    for (const [part, how] of (await means?.held()) ?? []) if (!holds.has(part)) keep(part, how, null);
  }
  /** @throws Problem (409) if it is held */
  function requireRunning(part: string): void {
    const held = holds.get(part);
    if (!held) return;
    const state = held.how === 'crash' ? 'has crashed' : 'is stalled';
    throw new Problem('already-down', `${part} ${state}, and stays so until it is started. Start it first.`);
  }

  return {
    isPossible: means !== undefined,
    requireRunning,
    /** @throws Problem (409) that names a part that is held */
    requireNone(): void {
      for (const part of holds.keys()) requireRunning(part);
    },
    of(part: string): Hold | null {
      const held = holds.get(part);
      return held ? { how: held.how, until: held.until } : null;
    },
    /** @param ms null: until it is started. @throws Problem (409, 501) */
    async hold(part: string, how: Hold['how'], ms: number | null): Promise<void> {
      if (!means) {
        const detail =
          how === 'crash'
            ? `Nothing here keeps ${part} down: its supervisor restarts it. Leave "ms" out, or set HOLDS_DIR.`
            : `Nothing here keeps ${part} stalled until it is started. Give "ms" in milliseconds, or set HOLDS_DIR.`;
        throw new Problem('not-possible', detail);
      }
      requireRunning(part);
      keep(part, how, ms);
      try {
        await means[how](part);
      } catch (error) {
        await release(part).catch(() => {});
        throw error;
      }
    },
    /** @throws Problem (409) if it is not held */
    async start(part: string): Promise<void> {
      await takeOver();
      if (!holds.has(part))
        throw new Problem('already-running', `${part} is not held down: it runs, or starts by itself.`);
      await release(part);
    },
    /** Crashes a part and starts it at once. Undefined where only a supervisor starts it, after a pause. */
    restart:
      means &&
      (async (part: string): Promise<void> => {
        await means.crash(part);
        await means.start(part);
      }),
    async startAll(): Promise<void> {
      await takeOver();
      await Promise.all(Array.from(holds.keys(), release));
    },
    /**
     * The part answers again: if another has started it, it is held no longer.
     * @param seenAt when it was seen running, at the earliest (`performance.now()`): a later hold stays
     */
    async noticeBack(part: string, seenAt: number): Promise<void> {
      if ((holds.get(part)?.at ?? seenAt) < seenAt) await release(part);
    },
    resume: takeOver,
    close(): void {
      for (const { timer } of holds.values()) clearTimeout(timer);
    },
  };
}
