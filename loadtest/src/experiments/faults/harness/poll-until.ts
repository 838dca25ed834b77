// Polls in short intervals, to measure the moment of a change closely.
import { missingError } from '@scale-out-lab/core';
import type { FaultHarness } from './harness.js';

/** On the clock of `performance.now()`. */
export interface Change {
  /** The last moment at which it certainly had not happened. */
  readonly stillAt: number;
  /** The first moment at which it had. */
  readonly endAt: number;
}

interface PollOptions {
  readonly timeoutMs: number;
  /** The sentence for the error, without its time. */
  readonly problem: string;
  readonly pollMs?: number;
}

/** @throws ExitError after `timeoutMs` */
export async function pollUntil(
  harness: FaultHarness,
  condition: () => Promise<boolean>,
  { timeoutMs, problem, pollMs = 100 }: PollOptions,
): Promise<Change> {
  const startedAt = performance.now();
  for (let stillAt = startedAt; ; ) {
    const askedAt = performance.now();
    if (await condition()) return { stillAt, endAt: performance.now() };
    stillAt = askedAt;
    if (askedAt - startedAt > timeoutMs) throw missingError(`${problem} within ${timeoutMs / 1000} s.`);
    await harness.pause(pollMs);
  }
}
