// Spaces out work that many callers request at once.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A function that runs `work` at most once per interval. Everyone who calls while a run is still to start shares that
 * run, so each caller gets a result no older than its call.
 */
export function atIntervals<Result>(intervalMs: number, work: () => Promise<Result>): () => Promise<Result> {
  let next: Promise<Result> | undefined;
  let lastStart = Number.NEGATIVE_INFINITY;

  async function run(): Promise<Result> {
    // Checked again after each sleep, because Node's timers may fire a moment early.
    const msLeft = () => Math.ceil(lastStart + intervalMs - performance.now());
    do await sleep(Math.max(0, msLeft()));
    while (msLeft() > 0);
    lastStart = performance.now();
    next = undefined;
    return work();
  }

  return () => {
    next ??= run();
    return next;
  };
}
