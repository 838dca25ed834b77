import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { choose } from './view.js';
import { leftToSend, repeat, stopSending } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers();
  choose({ speed: 'normal' });
});

afterEach(() => {
  stopSending();
  vi.useRealTimers();
});

it('does it as often as it was asked for, and says so', async () => {
  const once = vi.fn(async () => true);
  const done = repeat(3, once);
  await vi.runAllTimersAsync();
  expect(await done).toBe(true);
  expect(once).toHaveBeenCalledTimes(3);
  expect(leftToSend.value).toBe(0);
});

it('ends where it makes no sense to go on', async () => {
  const once = vi.fn(async () => false);
  expect(await repeat(3, once)).toBe(false);
  expect(once).toHaveBeenCalledTimes(1);
  expect(leftToSend.value).toBe(0);
});

it('does one thing at a time', async () => {
  const first = repeat(2, async () => true);
  expect(await repeat(2, async () => true)).toBe(false);
  await vi.runAllTimersAsync();
  expect(await first).toBe(true);
});

it('one that is stopped in its pause does not go on with the next', async () => {
  const stopped = vi.fn(async () => true);
  const first = repeat(10, stopped);
  await vi.advanceTimersByTimeAsync(10);
  stopSending();
  const second = repeat(2, async () => true);
  await vi.runAllTimersAsync();
  expect(await first).toBe(false);
  expect(await second).toBe(true);
  expect(stopped).toHaveBeenCalledTimes(1);
});
