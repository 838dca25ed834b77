// Does something so many times, and so many of them at a time.

/** @throws what the first that fails throws, when those under way are over */
export async function inParallel(
  times: number,
  atATime: number,
  task: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  async function work() {
    while (next < times) {
      const index = next;
      next += 1;
      await task(index);
    }
  }
  const workers = Array.from({ length: Math.min(times, atATime) }, work);
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
