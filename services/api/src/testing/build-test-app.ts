// Instances for a test, built as the process builds them; whatever is opened here is closed when the test ends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mode } from '@scale-out-lab/core';
import type { Timeouts } from '@scale-out-lab/http';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import { buildApp } from '../app.js';
import { type Config, parseConfig } from '../config.js';
import { connectRedis } from '../connect-redis.js';
import { createHold } from '../control/hold.js';
import { buildControl } from '../control/server.js';
import { createRedis } from '../redis.js';
import { createTestRedis } from './redis-server.js';

export const testSecrets = {
  SESSION_SECRET: 'a secret for the cookies of the tests',
  JWT_SECRET: 'another secret, for the tokens of the tests',
};

interface TestAppOptions {
  readonly instanceId?: string;
  /** The socket, or the URL, of a Redis that runs; without it no mode that needs Redis can be used. */
  readonly redisPath?: string;
  readonly config?: Partial<Config>;
  readonly modes?: readonly Mode[];
  readonly timeouts?: Timeouts;
}

/** @param onFinished the `onTestFinished` or `afterAll` of vitest */
export async function buildTestApp(
  onFinished: (close: () => Promise<void>) => void,
  { instanceId = 'api-1', redisPath, config = {}, modes, timeouts }: TestAppOptions = {},
): Promise<FastifyInstance> {
  const parsed = parseConfig({ ...testSecrets, INSTANCE_ID: instanceId, LOG_LEVEL: 'silent' }, () => '');
  const redis = redisPath
    ? createRedis(redisPath)
    : new Redis({ lazyConnect: true, enableOfflineQueue: false });
  if (redisPath) await connectRedis(redis);
  const options = { ...(modes && { modes }), ...(timeouts && { timeouts }) };
  const app = await buildApp({ config: { ...parsed, ...config }, redis, ...options });
  onFinished(async () => {
    await app.close();
    redis.disconnect();
  });
  return app;
}

interface TestClusterOptions extends Pick<TestAppOptions, 'config' | 'modes'> {
  /** Of Redis, as in redis.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Two instances of one cluster for the tests of a file. They share a Redis, and the directory of the public keys. */
export async function startTestCluster({ settings, ...common }: TestClusterOptions = {}) {
  const redis = createTestRedis(settings);
  const publicKeysDir = await mkdtemp(join(tmpdir(), 'lab-keys-'));
  const closings: (() => Promise<void>)[] = [];
  afterAll(async () => {
    // Before the directory goes: an instance would make it again for its keys.
    await Promise.all(closings.map((close) => close()));
    await redis.close();
    await rm(publicKeysDir, { recursive: true });
  });
  await redis.start();
  /** One more instance. A hook that a test adds to the file would not run, so all of them end with the cluster. */
  function build(
    instanceId: string,
    config: Partial<Config> = {},
    onFinished: Parameters<typeof buildTestApp>[0] = (close) => closings.push(close),
  ): Promise<FastifyInstance> {
    const all = { publicKeysDir, ...common.config, ...config };
    return buildTestApp(onFinished, { ...common, instanceId, redisPath: redis.path, config: all });
  }
  return { redis, one: await build('api-1'), two: await build('api-2'), build };
}

export const controlToken = 'the-control-token-of-the-tests-43';

export type TestControl = Awaited<ReturnType<typeof buildTestControl>>;

/** @param onFinished the `onTestFinished` or `afterAll` of vitest */
export async function buildTestControl(
  onFinished: (close: () => Promise<void>) => void,
  app: FastifyInstance,
  timeouts?: Timeouts,
) {
  const secrets = { sessionSecret: testSecrets.SESSION_SECRET, jwtSecret: testSecrets.JWT_SECRET };
  const server = await buildControl({
    app,
    token: controlToken,
    secrets,
    stop: () => {},
    hold: createHold({ holdsDir: undefined, instanceId: 'api-1' }),
    ...(timeouts && { timeouts }),
  });
  onFinished(() => server.close());
  const headers = { authorization: `Bearer ${controlToken}` };
  const ask = (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ): Promise<LightMyRequestResponse> =>
    server.inject({ method, url: `/control${path}`, headers, ...(body && { payload: body }) });
  return {
    server,
    get: (path: string) => ask('GET', path),
    post: (path: string, body?: object) => ask('POST', path, body),
    put: (path: string, body: object) => ask('PUT', path, body),
  };
}
