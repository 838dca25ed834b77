// A backup of everything in Redis (7.0 or later), over its own protocol: each primary is read in one step, and later replaced
// in one step.
import { findPrimaries } from './redis-primaries.js';
import { type RedisAddress, type RedisClient, withRedis } from './with-redis.js';

export interface RedisBackup {
  /** Replaces everything in Redis with the backup. Records that have expired meanwhile stay away. */
  restore(): Promise<void>;
}

export async function backUpRedis(address: RedisAddress): Promise<RedisBackup> {
  const dumps = (await findPrimaries(address)).map(async (primary) => ({
    primary,
    records: await withRedis(primary, dump),
  }));
  const taken = await Promise.all(dumps);
  return {
    async restore() {
      await Promise.all(
        taken.map(({ primary, records }) =>
          withRedis(primary, (redis) => redis.call('EVAL', [restoreScript, 0, ...records])),
        ),
      );
    },
  };
}

/** For each key in turn: its name, the time of its expiry in milliseconds (0: none), and its value in Redis's own form. */
async function dump(redis: RedisClient): Promise<readonly Buffer[]> {
  return (await redis.callBuffer('EVAL', dumpScript, 0)) as Buffer[];
}

const dumpScript = /* lua */ `
  local records = {}
  for _, key in ipairs(redis.call('KEYS', '*')) do
    table.insert(records, key)
    table.insert(records, string.format('%.0f', math.max(0, redis.call('PEXPIRETIME', key))))
    table.insert(records, redis.call('DUMP', key))
  end
  return records`;

/** ARGV: the records. A Redis Cluster refuses a transaction on several slots, and accepts such a script. */
const restoreScript = /* lua */ `
  redis.call('FLUSHALL')
  for index = 1, #ARGV, 3 do
    redis.call('RESTORE', ARGV[index], ARGV[index + 1], ARGV[index + 2], 'ABSTTL')
  end`;
