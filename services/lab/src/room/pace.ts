// The pace of one visitor: a burst at once, then so many requests in a second. A request that is early waits a little.
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problem.js';

export const perSecond = 10;
/** "Send 100" runs at full speed once. */
export const burst = 150;
const longestWaitMs = 2000;

export type Pace = ReturnType<typeof createPace>;

/** @param now in milliseconds, from a clock that never goes back */
export function createPace(now: () => number = () => performance.now()) {
  const intervalMs = 1000 / perSecond;
  /** When the visitor would have sent everything so far at an even pace. */
  let evenAt = Number.NEGATIVE_INFINITY;
  return {
    /**
     * How long to wait before so many requests, in milliseconds.
     * @throws Problem (429) if that is too long; these requests then count for nothing
     */
    take(requests: number): number {
      const next = Math.max(evenAt, now()) + requests * intervalMs;
      const waitMs = Math.max(0, next - now() - burst * intervalMs);
      if (waitMs > longestWaitMs) throw tooFast(waitMs);
      evenAt = next;
      return waitMs;
    },
  };
}

/** @throws Problem (429), as above */
export async function waitFor(pace: Pace, requests: number): Promise<void> {
  const waitMs = pace.take(requests);
  if (waitMs > 0) await sleep(waitMs);
}

function tooFast(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000);
  const detail = `Each visitor of the room has ${perSecond} requests a second. Continue in ${seconds} s.`;
  return new Problem('too-fast', detail, { headers: { 'retry-after': String(seconds) } });
}
