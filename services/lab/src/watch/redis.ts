// Watches Redis: memory, number of keys, and whether it writes an append-only file.
import type { RedisView } from '@scale-out-lab/core/wire';
import type { RedisFaults } from '@scale-out-lab/loadtest';
import { pollOnce, rememberLastSeen } from './single-flight.js';

const timeoutMs = 500;
const dead: RedisView = { isAlive: false, usedMemoryBytes: null, keys: null, isPersistent: null };

/** Never rejects. Null if the address of Redis is unknown, or its first answer is late. */
export function watchRedis(redis: RedisFaults | undefined): () => Promise<RedisView | null> {
  if (!redis) return async () => null;
  const poll = pollOnce(async (): Promise<RedisView> => {
    const [usedMemoryBytes, keys, isPersistent] = await Promise.all([
      redis.usedMemoryBytes(),
      redis.countKeys(),
      redis.isPersistent(),
    ]);
    return { isAlive: true, usedMemoryBytes, keys, isPersistent };
  }, timeoutMs);
  const lastSeen = rememberLastSeen<RedisView>();
  let isKnown = false;
  return async () => {
    const result = await poll();
    isKnown ||= result !== 'late';
    return lastSeen(result) ?? (isKnown ? dead : null);
  };
}
