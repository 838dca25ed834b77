// A pause that is never shorter than asked: a timer of Node may fire up to two milliseconds early.
import { setTimeout as sleep } from 'node:timers/promises';

/** @throws the signal's reason, when it was aborted */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const endAt = performance.now() + ms;
  for (let left = ms; left > 0; left = endAt - performance.now())
    await sleep(Math.ceil(left), undefined, { signal });
}
