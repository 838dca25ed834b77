// The faults of Redis, carried out over its own protocol. A connection for each, so that none is in Redis's way.

import { ExitError, exitCodes } from '@scale-out-lab/core';
import { Redis } from 'ioredis';
import type { RedisFaults } from './faults.js';

const timeoutMs = 2000;

export type RedisClient = Redis;

export interface RedisAddress {
  /** As in redis://127.0.0.1:6379; it may hold a password, and is never printed with one. */
  readonly url: string;
  /** Undefined where Redis wants none, or the URL holds it. */
  readonly password?: string | undefined;
}

export function redisFaults(address: RedisAddress): RedisFaults {
  return {
    async crash() {
      await withRedis(address, async (redis) => {
        // It has no answer to that but to close the connection.
        const closed = new Promise<void>((resolve) => redis.once('end', resolve));
        await Promise.race([closed, redis.call('SHUTDOWN', 'NOSAVE', 'NOW', 'FORCE').catch(ignoreClosing)]);
        await closed;
      });
    },
    stall: (ms) => withRedis(address, async (redis) => void (await redis.call('CLIENT', 'PAUSE', ms, 'ALL'))),
    isPersistent: () =>
      withRedis(address, async (redis) => (await redis.config('GET', 'appendonly'))[1] === 'yes'),
    usedMemoryBytes: () =>
      withRedis(address, async (redis) =>
        Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]),
      ),
    countKeys: () => withRedis(address, (redis) => redis.dbsize()),
    setPersistent: undefined,
  };
}

/** @throws ExitError when Redis does not answer, or refuses */
export async function withRedis<Result>(
  { url, password }: RedisAddress,
  use: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const settings = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 };
  const redis = new Redis(url, {
    ...settings,
    ...(password && { password }),
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
  });
  let reason: unknown;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    return await use(redis);
  } catch (cause) {
    const { message } = (reason ?? cause) as Error;
    const remedy = /NOAUTH|WRONGPASS/.test(message)
      ? 'Set REDIS_PASSWORD, or REDIS_PASSWORD_FILE to its file'
      : 'Start the lab, or name another address with --redis';
    const sentence = `Redis at ${withoutPassword(url)}: ${message.replace(/\.$/, '')}. ${remedy}.`;
    throw new ExitError(exitCodes.missing, sentence, { cause });
  } finally {
    redis.disconnect();
  }
}

function ignoreClosing(error: Error): void {
  if (error.name === 'ReplyError') throw error;
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//…@');
}
