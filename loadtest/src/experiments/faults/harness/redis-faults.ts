// Injects the faults of Redis over its own protocol, each on a connection of its own.

import { parseRedisUrl } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import { backUpRedis } from './back-up-redis.js';
import type { RedisFaults } from './control-ports.js';
import { fillRedis } from './fill-redis.js';
import { isolate } from './isolate.js';
import { findPrimaries } from './redis-primaries.js';
import { type RedisAddress, withRedis } from './with-redis.js';

export function redisFaults(address: RedisAddress): RedisFaults {
  /** One server that takes writes: the only one, or the first of a Redis Cluster. */
  async function withPrimary<Result>(use: (redis: Redis) => Promise<Result>): Promise<Result> {
    const [first = address] = await findPrimaries(address);
    return withRedis(first, use);
  }
  /** The sum over all servers that take writes. */
  async function total(count: (redis: Redis) => Promise<number>): Promise<number> {
    const counts = (await findPrimaries(address)).map((primary) => withRedis(primary, count));
    return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
  }

  const topology = parseRedisUrl(address.url)?.topology ?? 'single';
  return {
    topology,
    async crash() {
      await withPrimary(async (redis) => {
        // Redis answers only by closing the connection.
        const closed = new Promise<void>((resolve) => redis.once('end', resolve));
        await Promise.race([closed, redis.call('SHUTDOWN', 'NOSAVE', 'NOW', 'FORCE').catch(ignoreClosing)]);
        await closed;
      });
    },
    stall: (ms) => withPrimary(async (redis) => void (await redis.call('CLIENT', 'PAUSE', ms, 'ALL'))),
    isPersistent: () => withPrimary(async (redis) => (await redis.config('GET', 'appendonly'))[1] === 'yes'),
    usedMemoryBytes: () =>
      total(async (redis) => Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])),
    fill: (policy) => fillRedis(address, policy),
    backUp: () => backUpRedis(address),
    countKeys: () => total((redis) => redis.dbsize()),
    async clear() {
      const primaries = await findPrimaries(address);
      const clearOne = async (redis: Redis) => void (await redis.flushall());
      await Promise.all(primaries.map((primary) => withRedis(primary, clearOne)));
    },
    setPersistent: undefined,
    failOver: undefined,
    nodes: undefined,
    isolate: topology === 'sentinel' ? (minReplicas) => isolate(address, minReplicas) : undefined,
  };
}

function ignoreClosing(error: Error): void {
  if (error.name === 'ReplyError') throw error;
}
