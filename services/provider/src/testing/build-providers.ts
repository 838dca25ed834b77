// Providers for a test, built as the process builds them, and closed when the test ends.

import { connectRedis, createRedis } from '@scale-out-lab/api';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { buildApp } from '../app.js';
import { type ProviderConfig, parseConfig } from '../config.js';

export const issuer = 'http://127.0.0.1:8080/provider';

interface TestOptions extends Partial<ProviderConfig> {
  /** The socket of a Redis that runs; the state is then in Redis. */
  readonly redisPath?: string;
  readonly count?: number;
}

export async function buildProviders({
  redisPath,
  count = 1,
  ...config
}: TestOptions = {}): Promise<FastifyInstance[]> {
  const parsed = parseConfig(
    { LOG_LEVEL: 'silent', PROVIDER_STATE: redisPath ? 'redis' : 'memory' },
    () => '',
  );
  const ids = Array.from({ length: count }, (_, index) => `provider-${index + 1}`);
  return Promise.all(
    ids.map(async (instanceId) => {
      const redis = redisPath ? createRedis(redisPath) : undefined;
      if (redis) await connectRedis(redis);
      const app = await buildApp({ config: { ...parsed, ...config, instanceId }, redis });
      onTestFinished(async () => {
        await app.close();
        redis?.disconnect();
      });
      return app;
    }),
  );
}
