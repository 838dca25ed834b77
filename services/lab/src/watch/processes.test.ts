import { expect, it } from 'vitest';
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
  answer('late');
  await new Promise((resolve) => setImmediate(resolve));
  const second = poll();
  await new Promise((resolve) => setImmediate(resolve));
  answer('in time');
  expect(await second).toEqual({ answer: 'in time' });
});

it('a poll tells an error from a late answer', async () => {
  const poll = pollOnce(() => Promise.reject(new Error('gone')), 1000);
  expect(await poll()).toBe('failed');
  expect(await poll()).toBe('failed');
});

it('a process that answers late keeps its last state for a second, and is then dead', () => {
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

it('a process that refuses is dead at once, and stays dead while its answers are late', () => {
  const seen = rememberLastSeen<string>(() => 0);
  seen({ answer: 'alive' });
  expect(seen('failed')).toBeUndefined();
  expect(seen('late')).toBeUndefined();
});
