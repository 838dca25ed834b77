// Instances for a test, built as the process builds them; whatever is opened here is closed when the test ends.
import type { Mode } from '@scale-out-lab/core';
import type { Timeouts } from '@scale-out-lab/http';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { buildApp } from '../app.js';
import { type Config, parseConfig } from '../config.js';
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
