// Spacing out work that many callers ask for at once.

/**
 * A function that runs `work` at most once per interval. Everyone who calls while a run is still to start shares that
 * run, so each caller gets a result no older than its call.
 */
export function atIntervals<Result>(intervalMs: number, work: () => Promise<Result>): () => Promise<Result> {
  let next: Promise<Result> | undefined;
  let lastStart = Number.NEGATIVE_INFINITY;

  return () => {
    next ??= (async () => {
      const wait = lastStart + intervalMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      lastStart = performance.now();
      next = undefined;
      return work();
    })();
    return next;
  };
}
