// Injects the faults of Redis over its own protocol, each on a separate connection.

import { parseRedisUrl } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import { sum } from '../../../statistics/samples.js';
import { backUpRedis } from './back-up-redis.js';
import type { RedisFaults } from './control-ports.js';
import { failOver } from './fail-over.js';
import { fillRedis } from './fill-redis.js';
import { type HoldFiles, nodeHolds } from './hold-files.js';
import { isolate } from './isolate.js';
import { type RedisNodeEndpoint, redisNodes } from './redis-nodes.js';
import { findPrimaries } from './redis-primaries.js';
import { type RedisAddress, shutDown, withRedis } from './with-redis.js';

/** The nodes of a Redis that has several, and the holds that keep one of them down. */
export interface KnownNodes {
  readonly endpoints: readonly RedisNodeEndpoint[];
  /** Undefined where their supervisor restarts them in any case. */
  readonly holds: HoldFiles | undefined;
}

/** @param known undefined where only a person can break one of several */
export function redisFaults(address: RedisAddress, known?: KnownNodes): RedisFaults {
  /** One server that takes writes: the only one, or the first of a Redis Cluster. */
  async function withPrimary<Result>(use: (redis: Redis) => Promise<Result>): Promise<Result> {
    const [first = address] = await findPrimaries(address);
    return withRedis(first, use);
  }
  /** The sum over all servers that take writes. */
  async function total(count: (redis: Redis) => Promise<number>): Promise<number> {
    const counts = (await findPrimaries(address)).map((primary) => withRedis(primary, count));
    return sum(await Promise.all(counts));
  }

  const topology = parseRedisUrl(address.url)?.topology ?? 'single';
  const nodes = known && topology !== 'single' ? redisNodes(address, known.endpoints) : undefined;
  const holds = nodes && known?.holds && nodeHolds(known.holds, nodes);
  return {
    topology,
    crash: () => withPrimary(shutDown),
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
    failOver: nodes && holds && ((how) => failOver(nodes, holds, how)),
    nodes,
    isolate: topology === 'sentinel' ? (minReplicas) => isolate(address, minReplicas) : undefined,
  };
}
