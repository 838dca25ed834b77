// Redis crashes, stalls and returns: the modes that are affected, how fast, and those that are not.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, type Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { type Credential, getMe, logIn, postLogin } from './testing/client.js';
import { useTestRedis } from './testing/redis-server.js';

const redis = useTestRedis();
const credentials = new Map<Mode, Credential>();
let app: FastifyInstance;

beforeAll(async () => {
  app = await buildTestApp(afterAll, { redisPath: redis.path, config: { accessTtlSeconds: 60 } });
  for (const mode of catalogue) credentials.set(mode, await logIn(app, mode.name));
});

/**
 * A log-in that needs no Redis, then the time that a frozen Redis may cost: two command timeouts one after the other.
 * It runs in the same process at the same time, so a busy machine delays it as well.
 */
async function longestAllowedMs(): Promise<number> {
  const start = performance.now();
  await postLogin(app, 'session-memory');
  await sleep(250);
  await sleep(250);
  return performance.now() - start;
}

/** A request and a log-in of every mode, and how long each took. */
async function tryAll() {
  const tries = catalogue.flatMap((mode) => [
    // An access token that a refresh token renews is good without a look at Redis.
    {
      mode,
      needsRedis: mode.state === 'redis' && !mode.refresh,
      send: () => getMe(app, mode.name, credentials.get(mode) ?? {}),
    },
    { mode, needsRedis: mode.state === 'redis', send: () => postLogin(app, mode.name) },
  ]);
  return Promise.all(
    tries.map(async ({ mode, needsRedis, send }) => {
      const start = performance.now();
      const answer = await send();
      return { mode, needsRedis, answer, ms: performance.now() - start };
    }),
  );
}

async function expectOnlyRedisModesRefuse(): Promise<void> {
  const [tries, allowedMs] = await Promise.all([tryAll(), longestAllowedMs()]);
  for (const { mode, needsRedis, answer, ms } of tries) {
    expect(answer.statusCode, mode.name).toBe(needsRedis ? 503 : 200);
    if (!needsRedis) continue;
    expect(answer.json()).toMatchObject({ code: 'store-unavailable', status: 503 });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(ms, mode.name).toBeLessThan(allowedMs + 40);
  }
  expect((await app.inject('/livez')).statusCode).toBe(200);
}

/** Polls as a user would, until the mode answers again. */
async function msUntilBack(): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < 5000) {
    if ((await postLogin(app, 'session-redis')).statusCode === 200) break;
    await sleep(20);
  }
  return performance.now() - start;
}

describe('when Redis is', () => {
  it('frozen, the modes that need it refuse in time and the others work as usual', async () => {
    redis.freeze();
    await expectOnlyRedisModesRefuse();
    redis.thaw();
    expect(await msUntilBack()).toBeLessThan(1000);
  });

  it('killed, the same, and the modes recover within a second of its return', async () => {
    await redis.kill();
    await expectOnlyRedisModesRefuse();
    await redis.start();
    expect(await msUntilBack()).toBeLessThan(1000);
  });
});
