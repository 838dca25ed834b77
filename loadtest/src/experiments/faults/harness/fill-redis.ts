// Fills the memory of Redis as another tenant of the same server does, and leaves no trace of it afterwards.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EvictionPolicy } from '@scale-out-lab/core';
import { findPrimaries } from './redis-primaries.js';
import { type RedisAddress, type RedisClient, withRedis } from './with-redis.js';

/** A Redis with a full memory. */
export interface FullRedis {
  /** Removes the keys of the tenant, and restores the settings. May be called again. */
  release(): Promise<void>;
}

/** Without an expiry, as the keys of a cache often are. */
const tenantKey = (index: number) => `other-tenant:${index}`;
const keys = 200;
const keyBytes = 100_000;
/** The share of the tenant's memory that the limit leaves. To reach it, Redis must free much more than all the lab's keys. */
const shareLeft = 0.25;
const evictionTimeoutMs = 10_000;
const settings = ['maxmemory-policy', 'maxmemory'] as const;

export async function fillRedis(address: RedisAddress, policy: EvictionPolicy): Promise<FullRedis> {
  const [primary = address] = await findPrimaries(address);
  const former = await withRedis(primary, (redis) =>
    Promise.all(settings.map((name) => readSetting(redis, name))),
  );
  async function release() {
    await withRedis(primary, async (redis) => {
      // First the limit: a full Redis may refuse all else.
      await redis.config('SET', 'maxmemory', former[1] ?? '0', 'maxmemory-policy', former[0] ?? 'noeviction');
      await redis.unlink(Array.from({ length: keys + 1 }, (_, index) => tenantKey(index)));
    });
  }
  try {
    await withRedis(primary, async (redis) => {
      // Without a limit, so that nothing is evicted while the tenant writes.
      await redis.config('SET', 'maxmemory', '0', 'maxmemory-policy', policy);
      const before = await usedBytes(redis);
      const value = Buffer.alloc(keyBytes, 'x');
      for (let index = 0; index < keys; index += 1) await redis.set(tenantKey(index), value);
      await redis.config('SET', 'maxmemory', Math.round(before + shareLeft * keys * keyBytes));
      if (policy !== 'allkeys-lru') await untilWritesAreRefused(redis);
    });
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
  return { release };
}

/** Redis evicts in slices of time, and accepts writes between them until no key is left to evict. */
async function untilWritesAreRefused(redis: RedisClient): Promise<void> {
  const deadline = performance.now() + evictionTimeoutMs;
  while (performance.now() < deadline) {
    try {
      await redis.set(tenantKey(keys), '');
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('OOM')) return;
      throw error;
    }
    await sleep(5);
  }
  throw new Error(`it still accepts writes ${evictionTimeoutMs / 1000} s after its memory is full`);
}

async function readSetting(redis: RedisClient, name: string): Promise<string> {
  return ((await redis.config('GET', name)) as string[])[1] ?? '';
}

async function usedBytes(redis: RedisClient): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]);
}
