// A real Redis with another tenant, which fills its memory.
import { type EvictionPolicy, evictionPolicies } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { startRedisServer } from '../../../testing/redis-server.js';
import { fillRedis } from './fill-redis.js';
import { withRedis } from './with-redis.js';

const sessions = 60_000;

const writes: Record<EvictionPolicy, string> = {
  noeviction: 'refused',
  'volatile-lru': 'refused',
  'allkeys-lru': 'accepted',
};

it.each(evictionPolicies)(
  'a full Redis has done its evictions under %s, and its release leaves no trace',
  async (policy) => {
    const address = { url: `redis://127.0.0.1:${await startRedisServer(['save ""'])}` };
    await withRedis(address, (redis) =>
      redis.eval(`for i = 1, ${sessions} do redis.call('SET', 'session:' .. i, 'x', 'EX', 600) end`, 0),
    );
    const full = await fillRedis(address, policy);
    const write = await withRedis(address, (redis) =>
      redis.set('log-in', 'x', 'EX', 600).then(
        () => 'accepted',
        (error: Error) => (error.message.startsWith('OOM') ? 'refused' : error.message),
      ),
    );
    expect(write).toBe(writes[policy]);
    await full.release();
    await withRedis(address, async (redis) => {
      expect(await redis.keys('other-tenant:*')).toEqual([]);
      expect(await redis.config('GET', 'maxmemory')).toEqual(['maxmemory', '0']);
      expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    });
  },
);
