// The memory of the keys of Redis, by its own count (MEMORY STATS): the data, and the tables that find them. Scripts and
// buffers of clients are left out.
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisAddress, sum, withRedis } from '@scale-out-lab/loadtest';

type Stats = readonly (string | number | Stats)[];

/** Redis counts the buffers of each client at least once a second (`clientsCron`); later growth counts as data. */
const countedMs = 1100;

export function bytesOfKeys(address: RedisAddress): Promise<number> {
  return withRedis(address, async (redis) => {
    await sleep(countedMs);
    const stats = (await redis.call('MEMORY', 'STATS')) as Stats;
    const tables = fieldOf(stats, 'db.0');
    const sizes = Array.isArray(tables) ? tables.filter((each) => typeof each === 'number') : [];
    return Number(fieldOf(stats, 'dataset.bytes')) + sum(sizes);
  });
}

/** Names and values in turn. */
const fieldOf = (stats: Stats, name: string) => stats[stats.indexOf(name) + 1];
