import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { LabProblem } from '../api/client.js';
import { attempt, Notice } from '../ui/notice.js';
import { clearTallies, tallyOf } from './tally.js';
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

it('a log-out keeps the answer of the server until the visitor logs in again', () => {
  dismissVisitor(alice, logOut);
  expect(findVisitor('session-memory', 'alice')).toBeUndefined();
  expect(findLeaver('session-memory', 'alice')?.logOut).toBe(logOut);
  keepVisitor(alice);
  expect(findLeaver('session-memory', 'alice')).toBeUndefined();
});

it('an answer after the log-out, or after another log-in, changes nothing', () => {
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

it('repeats the requested number of times, and reports the end', async () => {
  const once = vi.fn(async () => true);
  const done = repeat(3, once);
  await vi.advanceTimersByTimeAsync(aSecond);
  expect(await done).toBe(true);
  expect(once).toHaveBeenCalledTimes(3);
  expect(leftToSend.value).toBe(0);
});

it('ends when a repetition returns that another is useless', async () => {
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

describe('a request that is under way', () => {
  const exchanges = [{ kind: 'me', mode: 'session-memory', status: 200 }];
  const carol = { ...alice, id: '2', mode: 'session-redis' };

  /** Sends one request in each of two modes, and acts before the first answer. @returns the paths that were requested */
  async function sendDuring(act: () => void): Promise<readonly string[]> {
    const paths: string[] = [];
    vi.stubGlobal('fetch', async (path: string) => {
      paths.push(path);
      if (paths.length === 1) act();
      return Response.json({ client: path.includes('/1/') ? alice : carol, exchanges });
    });
    onTestFinished(() => {
      vi.unstubAllGlobals();
      choose({ versus: null, model: 'pinned' });
      clearTallies();
    });
    clearTallies();
    keepVisitor(carol);
    choose({ mode: 'session-memory', versus: 'session-redis' });
    await send(1);
    return paths;
  }
  const counted = () => ['session-memory', 'session-redis'].map((mode) => tallyOf(mode).sent);

  it('is counted, and followed by that of the other mode', async () => {
    expect(await sendDuring(() => {})).toHaveLength(2);
    expect(counted()).toEqual([1, 1]);
  });

  it('is not counted after a reset of the counts', async () => {
    await sendDuring(() => clearTallies());
    expect(counted()).toEqual([0, 1]);
    await sendDuring(() => clearTallies(['session-memory']));
    expect(counted()).toEqual([1, 1]);
  });

  it.each([
    ['the client model', () => choose({ model: 'browser' })],
    ['the modes', () => choose({ versus: 'jwt-shared-key' })],
    ['the visitors', () => dropVisitors()],
  ])('is followed by no other after a change of %s', async (_, change) => {
    expect(await sendDuring(change)).toHaveLength(1);
  });
});
