// Instances for a test, built as the process builds them; whatever is opened here is closed when the test ends.
import type { Mode } from '@scale-out-lab/core';
import type { Timeouts } from '@scale-out-lab/http';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Redis } from 'ioredis';
import { buildApp } from '../app.js';
import { type Config, parseConfig } from '../config.js';
import { buildControl } from '../control/server.js';
import { connectRedis, createRedis } from '../redis.js';

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

export const controlToken = 'the-control-token-of-the-tests-43';

export interface TestControl {
  readonly server: FastifyInstance;
  get(path: string): Promise<LightMyRequestResponse>;
  post(path: string, body?: object): Promise<LightMyRequestResponse>;
  put(path: string, body: object): Promise<LightMyRequestResponse>;
}

/** @param onFinished the `onTestFinished` or `afterAll` of vitest */
export async function buildTestControl(
  onFinished: (close: () => Promise<void>) => void,
  app: FastifyInstance,
  timeouts?: Timeouts,
): Promise<TestControl> {
  const secrets = { sessionSecret: testSecrets.SESSION_SECRET, jwtSecret: testSecrets.JWT_SECRET };
  const server = await buildControl({
    app,
    token: controlToken,
    secrets,
    stop: () => {},
    ...(timeouts && { timeouts }),
  });
  onFinished(() => server.close());
  const headers = { authorization: `Bearer ${controlToken}` };
  const ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    server.inject({ method, url: `/control${path}`, headers, ...(body && { payload: body }) });
  return {
    server,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
  };
}
