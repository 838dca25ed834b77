import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { LabProblem } from '../api/client.js';
import { attempt, Notice } from '../ui/notice.js';
import { choose } from './view.js';
import {
  dismissVisitor,
  dropVisitors,
  findLeaver,
  findVisitor,
  keepVisitor,
  leftToSend,
  repeat,
  send,
  stopSending,
  updateVisitor,
  visitorsOf,
} from './visitors.js';

const alice = { id: '1', mode: 'session-memory', model: 'pinned', username: 'alice' } as LabClient;
const logOut = { kind: 'logout', status: 200 } as Exchange;

beforeEach(() => {
  dropVisitors();
  choose({ model: 'pinned' });
  keepVisitor(alice);
});

it('a visitor is of a mode and of a client model', () => {
  expect(visitorsOf('session-memory')).toEqual([alice]);
  expect(visitorsOf('session-redis')).toEqual([]);
  choose({ model: 'browser' });
  expect(visitorsOf('session-memory')).toEqual([]);
});

it('who logged out leaves what the server said, until they are back', () => {
  dismissVisitor(alice, logOut);
  expect(findVisitor('session-memory', 'alice')).toBeUndefined();
  expect(findLeaver('session-memory', 'alice')?.logOut).toBe(logOut);
  keepVisitor(alice);
  expect(findLeaver('session-memory', 'alice')).toBeUndefined();
});

it('an answer that comes after the log-out, or after another log-in, changes nothing', () => {
  updateVisitor({ ...alice, id: '0' });
  expect(findVisitor('session-memory', 'alice')).toBe(alice);
  dismissVisitor(alice, logOut);
  updateVisitor(alice);
  expect(findVisitor('session-memory', 'alice')).toBeUndefined();
});

beforeEach(() => {
  vi.useFakeTimers();
  choose({ speed: 'normal' });
});

afterEach(() => {
  stopSending();
  vi.useRealTimers();
});

/** Longer than the pauses of a test. To run all timers would never end if a file before this one left a poll behind. */
const aSecond = 1000;

it('repeats as often as was asked, and says that it did', async () => {
  const once = vi.fn(async () => true);
  const done = repeat(3, once);
  await vi.advanceTimersByTimeAsync(aSecond);
  expect(await done).toBe(true);
  expect(once).toHaveBeenCalledTimes(3);
  expect(leftToSend.value).toBe(0);
});

it('ends when a repetition says that another is of no use', async () => {
  const once = vi.fn(async () => false);
  expect(await repeat(3, once)).toBe(false);
  expect(once).toHaveBeenCalledTimes(1);
  expect(leftToSend.value).toBe(0);
});

it('sends one series of requests at a time', async () => {
  const first = repeat(2, async () => true);
  expect(await repeat(2, async () => true)).toBe(false);
  await vi.advanceTimersByTimeAsync(aSecond);
  expect(await first).toBe(true);
});

it('a repetition that is stopped in its pause does not continue as a part of the next', async () => {
  const stopped = vi.fn(async () => true);
  const first = repeat(10, stopped);
  await vi.advanceTimersByTimeAsync(10);
  stopSending();
  const second = repeat(2, async () => true);
  await vi.advanceTimersByTimeAsync(aSecond);
  expect(await first).toBe(false);
  expect(await second).toBe(true);
  expect(stopped).toHaveBeenCalledTimes(1);
});

it('requests that are still being sent leave the problem of another action in sight', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ client: alice, exchanges: [] }));
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    await attempt(async () => {});
  });
  choose({ speed: 'normal' });
  const sent = send(2);
  await vi.advanceTimersByTimeAsync(10);
  await attempt(async () => {
    throw new LabProblem('busy-for-a-test', 'Another operation is running.');
  });
  await vi.advanceTimersByTimeAsync(aSecond);
  await sent;
  expect(JSON.stringify(Notice().props)).toContain('Another operation is running.');
});
