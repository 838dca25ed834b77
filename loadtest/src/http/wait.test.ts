import { expect, it } from 'vitest';
import { pause } from './wait.js';

it('never ends before its time, to the fraction of a millisecond', async () => {
  const early: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    const ms = 1 + Math.random();
    const startedAt = performance.now();
    await pause(ms, new AbortController().signal);
    const took = performance.now() - startedAt;
    if (took < ms) early.push(took - ms);
  }
  expect(early).toEqual([]);
});

it('ends with the reason when it is aborted', async () => {
  const stop = new AbortController();
  const pausing = pause(60_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(pausing).rejects.toThrow('aborted');
});
