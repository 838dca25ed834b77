import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findSaturation, startArrivals } from './arrivals.js';

const answered = Promise.resolve({ status: 200 });

it('requests are evenly spaced by the clock, however long the answers take', async () => {
  const sentAt: number[] = [];
  const answers: (() => void)[] = [];
  const startedAt = performance.now();
  const arrivals = startArrivals(100, () => {
    sentAt.push(performance.now() - startedAt);
    return new Promise((resolve) => answers.push(() => resolve({ status: 200 })));
  });
  await sleep(1000);
  let isStopped = false;
  const stopped = arrivals.stop().then(() => {
    isStopped = true;
  });
  const { due, unsent, latestMs } = arrivals.offered();
  expect(unsent).toBe(0);
  expect(sentAt).toHaveLength(due);
  expect(due).toBeGreaterThan(85);
  // None before its time, and none later than the latest.
  for (const [index, at] of sentAt.entries()) {
    expect(at).toBeGreaterThan(index * 10 - 1);
    expect(at).toBeLessThan(index * 10 + latestMs + 20);
  }
  await sleep(20);
  expect(isStopped).toBe(false);
  for (const answer of answers) answer();
  await stopped;
});

it('the timer of a request that is due by now has no negative delay', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const clock = vi.spyOn(performance, 'now');
  onTestFinished(() => void vi.restoreAllMocks());
  for (const now of [0, 0, 9, 11]) clock.mockReturnValueOnce(now);
  const arrivals = startArrivals(100, () => answered);
  await expect
    .poll(() => timers.mock.calls.filter(([act]) => act.name === 'sendDue').length)
    .toBeGreaterThan(1);
  await arrivals.stop();
  for (const [, delay = 0] of timers.mock.calls) expect(delay).toBeGreaterThanOrEqual(0);
});

it('requests that a busy process delayed are sent afterwards', async () => {
  let sent = 0;
  const arrivals = startArrivals(1000, () => {
    sent += 1;
    return answered;
  });
  await sleep(20);
  for (const busyUntil = performance.now() + 200; performance.now() < busyUntil; );
  await sleep(20);
  await arrivals.stop();
  expect(sent).toBeGreaterThan(200);
  expect(arrivals.offered().latestMs).toBeGreaterThan(150);
});

it('requests that could not be sent are counted and reported as saturation', async () => {
  const arrivals = startArrivals(1000, () => undefined);
  await sleep(100);
  await arrivals.stop();
  const { due, unsent } = arrivals.offered();
  expect(unsent).toBe(due);
  expect(findSaturation(arrivals.offered())).toBe(
    `${due} of ${due} requests could not be sent, because too many were under way; figures hold only for a load that is kept below saturation: offer less.`,
  );
});

it.each([
  [{ due: 10, unsent: 0, latestMs: 40 }, null],
  [{ due: 10, unsent: 0, latestMs: 700 }, /^A request was sent 700 ms late/],
  [{ due: 10, unsent: 1, latestMs: 40 }, /^1 of 10 requests could not be sent/],
  [{ due: 10, unsent: 1, latestMs: 700 }, /^A request was sent 700 ms late/],
])('the load %o is reported as %s', (offered, sentence) => {
  const found = findSaturation(offered);
  if (sentence === null) expect(found).toBeNull();
  else expect(found).toMatch(sentence);
});

it('an error of the sender is thrown on stop', async () => {
  const arrivals = startArrivals(100, () => Promise.reject(new Error('broken')));
  await sleep(50);
  await expect(arrivals.stop()).rejects.toThrow('broken');
});
