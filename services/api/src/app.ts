// The instance: every part it consists of, in reading order. Builds it; does not run it.
import { catalogue, type Mode, weakSecret, weakSecretMode } from '@scale-out-lab/core';
import type { Timeouts } from '@scale-out-lab/http';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Config } from './config.js';
import { instanceServer, registerHttp } from './http-server.js';
import { countRequests, createClock, type InstanceState } from './instance-state.js';
import { type AllKeys, createKeys } from './keys/index.js';
import { hmacRing } from './keys/rings.js';
import { mode } from './mode.js';
import type { RedisClient } from './redis.js';
import { watchRedis } from './redis-health.js';
import { instance } from './routes/instance.js';

interface AppOptions {
  readonly config: Config;
  readonly redis: RedisClient;
  /** The modes to serve; the whole catalogue by default. */
  readonly modes?: readonly Mode[];
  /** How long a request may take to arrive; `timeouts` by default. */
  readonly timeouts?: Timeouts;
}

export async function buildApp({
  config,
  redis,
  modes: served = catalogue,
  timeouts,
}: AppOptions): Promise<FastifyInstance> {
  const { instanceId } = config;
  const clock = createClock(config.clockOffsetSeconds);
  const { now } = clock;
  const keys = await createKeys(config);
  const app = Fastify({
    logger: { level: config.logLevel, base: { instance: instanceId } },
    logController: new LogController({ disableRequestLogging: true }),
    // One logger for all requests, since none of them is logged by itself.
    childLoggerFactory: (logger) => logger,
    trustProxy: 'loopback, uniquelocal',
    ...instanceServer(instanceId, timeouts),
  });
  const state: InstanceState = {
    instanceId,
    startedAt: new Date(now()).toISOString(),
    clock,
    keys,
    traffic: countRequests(app.server),
    epoch: { current: config.restoreEpoch },
    redis: watchRedis(redis, (sentence) => app.log.warn(sentence)),
    logInCounters: new Map(served.map(({ name }) => [name, () => 0])),
    isDraining: false,
  };
  await state.redis.ask();
  app.decorate('instanceState', state);
  const { logInCounters, epoch } = state;

  // Imported here, so that without METRICS=on nothing of it is loaded.
  const metrics = config.hasMetrics ? (await import('./metrics/metrics.js')).createMetrics(app) : undefined;
  app.decorate('metrics', metrics);
  await registerHttp(app, instanceId, metrics?.countRefusal);
  await app.register(instance, { served, refreshGraceSeconds: config.refreshGraceSeconds });
  const options = { config, keys, redis, epoch, now, logInCounters };
  for (const each of served) {
    await app.register(mode, { ...options, prefix: `/api/${each.name}`, mode: each });
  }
  if (config.servesWeakSecret) await app.register(mode, { ...options, ...(await weakSecretOptions(keys)) });
  app.addHook('onClose', async () => {
    state.redis.stop();
    for (const { close } of Object.values(keys)) close?.();
  });
  return app;
}

/** The mode with a weak secret. The keys of all other modes are unaffected. */
async function weakSecretOptions(keys: AllKeys) {
  const shared = { ...keys.shared, tokens: await hmacRing('weak', weakSecret) };
  return { prefix: `/api/${weakSecretMode.name}`, mode: weakSecretMode, keys: { ...keys, shared } };
}
