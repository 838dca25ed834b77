import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pollOnce, rememberLastSeen } from './processes.js';

it('a poll does not wait for a late answer, and sends no second query until it has arrived', async () => {
  let queries = 0;
  let answer = (_text: string) => {};
  const poll = pollOnce(() => {
    queries += 1;
    return new Promise<string>((resolve) => {
      answer = resolve;
    });
  }, 20);
  expect(await poll()).toBe('late');
  expect(await poll()).toBe('late');
  expect(queries).toBe(1);
  answer('too late');
  await new Promise((resolve) => setImmediate(resolve));
  expect(await poll()).toEqual({ answer: 'too late' });
  expect(queries).toBe(1);
  const second = poll();
  await new Promise((resolve) => setImmediate(resolve));
  answer('in time');
  expect(await second).toEqual({ answer: 'in time' });
});

describe('with a query that takes three times as long as a poll waits', () => {
  let text = 'old';
  const answer = () => new Promise<string>((resolve) => setTimeout(() => resolve(text), 60));
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('the process is alive', async () => {
    const poll = pollOnce(answer, 20);
    const seen = rememberLastSeen<string>();
    const states: (string | undefined)[] = [];
    for (let polls = 0; polls < 100; polls += 1) {
      const polled = poll();
      await vi.advanceTimersByTimeAsync(30);
      states.push(seen(await polled));
    }
    expect(states.indexOf('old')).toBeLessThan(4);
    expect(states.slice(states.indexOf('old'))).not.toContain(undefined);
  });

  it('its answer is not the result of a poll long after it', async () => {
    const poll = pollOnce(answer, 20);
    const first = poll();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await first).toBe('late');
    text = 'new';
    const second = poll();
    await vi.advanceTimersByTimeAsync(60);
    expect(await second).toBe('late');
    expect(await poll()).toEqual({ answer: 'new' });
  });
});

it('a poll tells an error from a late answer', async () => {
  const poll = pollOnce(() => Promise.reject(new Error('gone')), 1000);
  expect(await poll()).toBe('failed');
  expect(await poll()).toBe('failed');
});

it('an answer that arrives while the control room is busy is in time', async () => {
  const poll = pollOnce(async () => {
    await stat('.');
    return 'alive';
  }, 20);
  await stat('.'); // timers run next, and then arrived data is read
  const polled = poll();
  await Promise.resolve(); // the query is sent
  const start = performance.now();
  while (performance.now() - start < 60);
  expect(await polled).toEqual({ answer: 'alive' });
});

it('a process that answers late keeps its last state for a second, and then counts as down', () => {
  let now = 0;
  const seen = rememberLastSeen<string>(() => now);
  expect(seen('late')).toBeUndefined();
  expect(seen({ answer: 'alive' })).toBe('alive');
  now = 999;
  expect(seen('late')).toBe('alive');
  now = 1000;
  expect(seen('late')).toBeUndefined();
  expect(seen({ answer: 'alive again' })).toBe('alive again');
});

it('a process that refuses counts as down at once, and stays down while its answers are late', () => {
  const seen = rememberLastSeen<string>(() => 0);
  seen({ answer: 'alive' });
  expect(seen('failed')).toBeUndefined();
  expect(seen('late')).toBeUndefined();
});
