import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Problem } from '../problem.js';
import { createHashingQueue, type QueueLimits } from './hashing-queue.js';

/** A queue with work that ends when the test ends it. */
function createQueue(limits: QueueLimits = {}) {
  const queue = createHashingQueue({ atOnce: 1, ...limits });
  const started: string[] = [];
  const finish: (() => void)[] = [];
  let most = 0;

  async function run(
    username: string,
    { network = 'here', signal = new AbortController().signal, isRight = false } = {},
  ): Promise<string> {
    await queue.run({ network, username, signal }, async () => {
      started.push(username);
      most = Math.max(most, finish.length + 1);
      await new Promise<void>((resolve) => finish.push(resolve));
      return { isRight };
    });
    return username;
  }
  /** Ends the works under way one after the other, until none is left. */
  async function drain(): Promise<readonly string[]> {
    await sleep(0);
    for (let next = finish.shift(); next; next = finish.shift()) {
      next();
      await sleep(0);
    }
    return started;
  }
  const start = (...of: Parameters<typeof run>): void => {
    run(...of).catch(() => {});
  };
  return { run, start, drain, started, mostAtOnce: () => most };
}

const codeOf = (result: Promise<string>) => result.catch(({ code, headers }: Problem) => ({ code, headers }));
const overloaded = { code: 'overloaded', headers: { 'retry-after': '1' } };

it('runs a limited number of checks at once, and the rest in turn', async () => {
  const { run, drain, started, mostAtOnce } = createQueue({ atOnce: 3 });
  const names = Array.from({ length: 10 }, (_, index) => `user ${index}`);
  const results = names.map((name) => run(name));
  await sleep(0);
  expect(started).toHaveLength(3);
  await drain();
  expect(await Promise.all(results)).toEqual(names);
  expect(mostAtOnce()).toBe(3);
});

it('continues after a check that failed', async () => {
  const queue = createHashingQueue({ atOnce: 1 });
  const turn = { network: 'here', username: 'alice', signal: new AbortController().signal };
  await expect(queue.run(turn, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.run(turn, async () => ({ isRight: true }))).toEqual({ isRight: true });
});

it('hashes one guess at a password at a time, however many slots there are', async () => {
  const { start, drain, started, mostAtOnce } = createQueue({ atOnce: 3 });
  for (let guess = 0; guess < 5; guess += 1) start('alice');
  await sleep(0);
  expect(started).toEqual(['alice']);
  await drain();
  expect(started).toHaveLength(5);
  expect(mostAtOnce()).toBe(1);
});

it('a user without a wrong guess comes before one with wrong guesses', async () => {
  const { start, drain } = createQueue();
  for (let guess = 0; guess < 50; guess += 1) start('alice');
  start('bob');
  start('minji');
  const started = await drain();
  expect(started.slice(0, 4)).toEqual(['alice', 'minji', 'bob', 'alice']);
});

it('networks take turns, whatever number of usernames one of them tries', async () => {
  const { start, drain } = createQueue();
  for (let guess = 0; guess < 50; guess += 1) start(`nobody ${guess}`, { network: 'there' });
  start('alice', { network: 'here' });
  start('bob', { network: 'elsewhere' });
  const started = await drain();
  expect(started.slice(1, 3).sort()).toEqual(['alice', 'bob']);
});

it('a right password does not delay the next log-in of its user', async () => {
  const { start, drain } = createQueue();
  for (let times = 0; times < 3; times += 1) {
    start('bob', { isRight: true });
    await drain();
  }
  start('alice');
  for (let guess = 0; guess < 50; guess += 1) start(`nobody ${guess}`);
  start('bob');
  const started = await drain();
  expect(started.slice(3, 5)).toEqual(['alice', 'bob']);
});

it('refuses a log-in that has waited too long with 503 and Retry-After', async () => {
  const { run, start, drain, started } = createQueue({ maxWaitMs: 20 });
  start('alice');
  expect(await codeOf(run('bob'))).toEqual(overloaded);
  await drain();
  expect(started).toEqual(['alice']);
});

it('a full queue refuses the oldest log-in of the most frequent client', async () => {
  const { run, start, drain } = createQueue({ maxWaiting: 4 });
  start('minji');
  const bob = run('bob');
  const guesses = Array.from({ length: 20 }, () => codeOf(run('alice')));
  expect(await guesses[0]).toEqual(overloaded);
  await drain();
  expect(await bob).toBe('bob');
  const outcomes = await Promise.all(guesses);
  expect(outcomes.filter((outcome) => outcome === 'alice')).toHaveLength(3);
  expect(outcomes.slice(-3)).toEqual(['alice', 'alice', 'alice']);
});

it('a full queue refuses log-ins of the most frequent network', async () => {
  const { run, start, drain } = createQueue({ maxWaiting: 4 });
  start('minji');
  const bob = run('bob', { network: 'elsewhere' });
  const guesses = Array.from({ length: 20 }, (_, index) => codeOf(run(`nobody ${index}`)));
  expect(await guesses[0]).toEqual(overloaded);
  await drain();
  expect(await bob).toBe('bob');
});

it('drops the log-in of a client that closed its connection', async () => {
  const { run, start, drain, started } = createQueue();
  const client = new AbortController();
  start('alice');
  const gone = Array.from({ length: 8 }, () => codeOf(run('bob', { signal: client.signal })));
  const minji = run('minji');
  client.abort();
  expect(await Promise.all(gone)).toEqual(Array(8).fill(overloaded));
  start('bob', { signal: client.signal });
  await drain();
  expect(await minji).toBe('minji');
  expect(started).toEqual(['alice', 'minji']);
});

it('by default 256 log-ins wait, for at most 3 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const queue = createHashingQueue({ atOnce: 1 });
  const { signal } = new AbortController();
  const never = new Promise<{ isRight: boolean }>(() => {});
  queue.run({ network: 'here', username: 'minji', signal }, () => never);
  let refused = 0;
  for (let guess = 0; guess < 300; guess += 1) {
    const waiting = queue.run({ network: 'here', username: 'bob', signal }, async () => ({ isRight: true }));
    waiting.catch(() => {
      refused += 1;
    });
  }
  await vi.advanceTimersByTimeAsync(2999);
  expect(refused).toBe(300 - 256);
  await vi.advanceTimersByTimeAsync(1);
  expect(refused).toBe(300);
});
