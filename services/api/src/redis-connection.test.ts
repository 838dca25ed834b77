// A Redis that cannot be reached by the old connection, while a healthy one answers at the same address.
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Relay, startRelay } from '@scale-out-lab/core/testing/relay';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRedis } from './redis.js';
import { buildTestApp } from './testing/build-test-app.js';
import { logIn, postLogin, postLogout } from './testing/client.js';
import { createTestRedis, type TestRedis } from './testing/redis-server.js';

let redis: TestRedis;
let relay: Relay;
let relayUrl: string;
let app: FastifyInstance;
beforeEach(async () => {
  redis = await startRedis();
  relay = await startRelay(redis);
  onTestFinished(relay.stop);
  relayUrl = `redis://127.0.0.1:${relay.port}`;
  app = await buildTestApp(onTestFinished, { redisPath: relayUrl });
});

async function startRedis(): Promise<TestRedis> {
  const server = createTestRedis();
  onTestFinished(() => server.close());
  await server.start();
  return server;
}

/** Sends a command to that server itself. */
async function command(server: TestRedis, name: string, ...args: string[]): Promise<unknown> {
  const client = new Redis(server.path);
  return client.call(name, ...args).finally(() => client.disconnect());
}

const readiness = async () => (await app.inject('/readyz')).json();

it.each([
  ['a command', 400],
  ['a connection', 1200],
])('an answer that arrives while the process is busy does not end %s', async (_what, busyMs) => {
  const client = createRedis(redis.path);
  onTestFinished(() => client.disconnect());
  const closed = vi.fn();
  client.on('close', closed);
  await client.connect();
  redis.freeze();
  const answer = client.ping();
  await sleep(100); // by now it is written
  await stat('.'); // timers run next, and then the sockets are read
  redis.thaw();
  const start = performance.now();
  while (performance.now() - start < busyMs);
  expect(await answer).toBe('PONG');
  expect(await client.ping()).toBe('PONG');
  expect(closed).not.toHaveBeenCalled();
});

it.each([250, 400])(
  'a command that is not written for %i ms, because the process is busy, does not time out',
  async (ms) => {
    const client = createRedis(redis.path);
    onTestFinished(() => client.disconnect());
    await client.connect();
    // In the phase of timers the command's own one is due before the write, which comes after I/O.
    await sleep(1);
    const answer = client.ping();
    const start = performance.now();
    while (performance.now() - start < ms);
    expect(await answer).toBe('PONG');
  },
);

it('commands of one turn of the event loop share a write', async () => {
  const client = createRedis(redis.path);
  onTestFinished(() => client.disconnect());
  await client.connect();
  const readsOf = async () => Number(/total_reads_processed:(\d+)/.exec(await client.info('stats'))?.[1]);
  const before = await readsOf();
  await Promise.all(Array.from({ length: 100 }, () => client.get('key')));
  expect((await readsOf()) - before).toBe(2);
});

/** Sends requests until the condition holds, as a user would retry. */
async function msUntil(isSo: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  while (!(await isSo()) && performance.now() - start < 10_000) await sleep(20);
  return performance.now() - start;
}

const canLogIn = async () => (await postLogin(app, 'session-redis')).statusCode === 200;

describe('log-in works within 3 s, and no instance is restarted, when', () => {
  it('the connection goes silent', async () => {
    relay.swallow();
    expect(await canLogIn()).toBe(false);
    expect(await msUntil(canLogIn)).toBeLessThan(3000);
  });

  it('a frozen Redis is replaced by another', async () => {
    redis.freeze();
    await expect.poll(canLogIn).toBe(false);
    await sleep(2000); // some attempts to connect have failed by now
    relay.pointTo(await startRedis());
    expect(await msUntil(canLogIn)).toBeLessThan(3000);
  });

  it('a frozen Redis resumes', async () => {
    redis.freeze();
    await sleep(3000);
    redis.thaw();
    expect(await msUntil(canLogIn)).toBeLessThan(3000);
  });

  it('the primary became a replica, and a new primary answers', async () => {
    await command(redis, 'REPLICAOF', '127.0.0.1', '1');
    relay.pointTo(await startRedis());
    expect(await msUntil(canLogIn)).toBeLessThan(3000);
  });

  it('the primary lacks the replicas that it needs, and a new primary answers', async () => {
    await command(redis, 'CONFIG', 'SET', 'min-replicas-to-write', '1');
    const { statusCode, body } = await postLogin(app, 'session-redis');
    expect({ statusCode, detail: JSON.parse(body).detail }).toEqual({
      statusCode: 503,
      detail: 'Redis has fewer replicas than it needs for a write, and refuses it. Try again in a second.',
    });
    relay.pointTo(await startRedis());
    expect(await msUntil(canLogIn)).toBeLessThan(3000);
  });
});

it('a silent connection is noticed before a user needs it', async () => {
  relay.swallow();
  await sleep(2500);
  expect(await canLogIn()).toBe(true);
});

it('a connection that is idle stays open', async () => {
  const client = createRedis(relayUrl);
  onTestFinished(() => client.disconnect());
  await client.connect();
  let closed = 0;
  client.on('close', () => closed++);
  await client.ping();
  await sleep(2500);
  expect(closed).toBe(0);
});

it('a replica at the address still answers reads between two reconnections', async () => {
  const credential = await logIn(app, 'session-redis');
  await command(redis, 'REPLICAOF', '127.0.0.1', '1');
  for (let times = 0; times < 10; times++) expect(await canLogIn()).toBe(false);
  await sleep(300);
  const url = '/api/session-redis/me';
  const me = () => app.inject({ url, headers: { ...credential } });
  const statuses = await Promise.all(
    Array.from({ length: 10 }, async () => {
      await canLogIn();
      return (await me()).statusCode;
    }),
  );
  expect(statuses).toEqual(Array(10).fill(200));
});

describe('/readyz answers 200 and reports that', () => {
  it('Redis is healthy', async () => {
    const answer = await app.inject('/readyz');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', redis: { status: 'ok', modes: expect.arrayContaining(['session-redis']) } },
    ]);
  });

  it.each([
    ['Redis does not answer', async () => redis.freeze(), 'Redis does not answer.'],
    ['Redis is gone', () => redis.kill(), 'Redis does not answer.'],
    [
      'Redis is full',
      () => command(redis, 'CONFIG', 'SET', 'maxmemory', '500kb'),
      'memory limit: log-in is refused',
    ],
    [
      'Redis is a replica',
      () => command(redis, 'REPLICAOF', '127.0.0.1', '1'),
      'a replica and takes no writes',
    ],
  ])('%s', async (_what, breakIt, sentence) => {
    await breakIt();
    await expect.poll(readiness, { timeout: 3000 }).toMatchObject({
      status: 'ok',
      redis: { status: 'failing', problem: expect.stringContaining(sentence) },
    });
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    expect((await postLogout(app, 'jwt-shared-key', await logIn(app, 'jwt-shared-key'))).statusCode).toBe(
      200,
    );
  });

  it.each(['0', '100mb'])('Redis evicts, with a memory limit of %s', async (limit) => {
    await command(redis, 'CONFIG', 'SET', 'maxmemory', limit, 'maxmemory-policy', 'volatile-lru');
    await expect.poll(readiness, { timeout: 3000 }).toMatchObject({
      redis: {
        status: 'ok',
        warning: expect.stringContaining('accepts revoked credentials. Set maxmemory-policy to noeviction.'),
      },
    });
  });
});
