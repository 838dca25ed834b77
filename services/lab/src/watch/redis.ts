// What Redis holds, as far as it says so.
import type { RedisView } from '@scale-out-lab/core/wire';
import type { RedisFaults } from '@scale-out-lab/loadtest';
import { askAtMostOnce } from './answered.js';
import { rememberLastSeen } from './last-seen.js';

const patienceMs = 500;
const silent: RedisView = { isAlive: false, usedMemoryBytes: null, keys: null, isPersistent: null };

/** Never rejects. Null where nobody has said where Redis is. */
export function watchRedis(redis: RedisFaults | undefined): () => Promise<RedisView | null> {
  if (!redis) return async () => null;
  const ask = askAtMostOnce(async (): Promise<RedisView> => {
    const [usedMemoryBytes, keys, isPersistent] = await Promise.all([
      redis.usedMemoryBytes(),
      redis.countKeys(),
      redis.isPersistent(),
    ]);
    return { isAlive: true, usedMemoryBytes, keys, isPersistent };
  }, patienceMs);
  const lastSeen = rememberLastSeen<RedisView>();
  return async () => lastSeen(await ask()) ?? silent;
}
