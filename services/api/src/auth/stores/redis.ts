// Sessions in Redis, where every instance finds them.
import type { Redis } from 'ioredis';
import type { SessionData, SessionStore } from './session-store.js';

export interface RedisStoreOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly ttlSeconds: number;
}

/** What is left of a destroyed session until it would have expired. */
const destroyed = '';

export function redisStore({ redis, prefix, ttlSeconds }: RedisStoreOptions): SessionStore {
  const key = (id: string) => `${prefix}:${id}`;
  return {
    async get(id) {
      const text = await redis.get(key(id));
      return text ? (JSON.parse(text) as SessionData) : undefined;
    },
    async set(id, data) {
      await redis.set(key(id), JSON.stringify(data), 'EX', ttlSeconds, 'NX');
    },
    async destroy(id) {
      await redis.set(key(id), destroyed, 'KEEPTTL', 'XX');
    },
  };
}
