import { expect, it } from 'vitest';
import { atIntervals } from './key-directory.js';

it('simultaneous callers share one run, which begins after their calls', async () => {
  const before = performance.now();
  const starts: number[] = [];
  const work = atIntervals(30, async () => starts.push(performance.now()));
  await work();
  await Promise.all(Array.from({ length: 100 }, () => work()));
  expect(starts).toHaveLength(2);
  expect((starts[1] ?? 0) - before).toBeGreaterThanOrEqual(30);
});

it('runs again after a run that failed', async () => {
  let runs = 0;
  const work = atIntervals(1, async () => {
    if (++runs === 1) throw new Error('first');
    return runs;
  });
  await expect(work()).rejects.toThrow('first');
  expect(await work()).toBe(2);
});
