// Log-ins in Redis, where every instance finds them. What must not be seen half done is one script.
import type { Redis } from 'ioredis';
import type { ListedLogIn, LogIn, LogInStore } from './log-in-store.js';

export interface RedisStoreOptions {
  readonly redis: Redis;
  readonly mode: string;
  /** How much longer than it lives a log-in is remembered, so that an instance whose clock is behind is told too. */
  readonly slackMs?: number;
}

/** What is left of a log-in that has ended, until it would have expired. */
const ended = '';

/** The key of a log-in, and the key of the sorted set of a user's log-ins by their expiry. */
export const logInKey = (mode: string, id: string): string => `log-in:${mode}:${id}`;
const userKey = (mode: string, username: string): string => `log-ins-of:${mode}:${username}`;

export function redisStore({ redis, mode, slackMs = 0 }: RedisStoreOptions): LogInStore {
  return {
    async open(id, logIn, isExclusive) {
      const { username, createdAt, expiresAt } = logIn;
      const keys = [logInKey(mode, id), userKey(mode, username)];
      const rememberMs = String(expiresAt - createdAt + slackMs);
      const flags = [isExclusive ? 'exclusive' : '', logInKey(mode, '')];
      await redis.eval(openScript, keys.length, ...keys, id, JSON.stringify(logIn), rememberMs, ...flags);
    },
    async find(id) {
      const text = await redis.get(logInKey(mode, id));
      return text === null ? undefined : text === ended ? 'ended' : (JSON.parse(text) as LogIn);
    },
    async end(id, expiresAt) {
      const rememberMs = Math.max(1, expiresAt - Date.now() + slackMs);
      await redis.eval(endScript, 1, logInKey(mode, id), String(rememberMs));
    },
    async list(username) {
      const ids = await redis.zrange(userKey(mode, username), '0', '-1');
      if (ids.length === 0) return [];
      const texts = await redis.mget(ids.map((id) => logInKey(mode, id)));
      const listed = ids.flatMap((id, index): ListedLogIn[] => {
        const text = texts[index];
        return text ? [{ id, ...(JSON.parse(text) as LogIn) }] : [];
      });
      return listed.sort((a, b) => a.createdAt - b.createdAt);
    },
  };
}

/**
 * KEYS: the log-in; the user's log-ins. ARGV: ID; log-in as JSON; milliseconds to remember it; `exclusive` or nothing;
 * what the keys of log-ins begin with (they share a Redis with this one: in a cluster of Redises, give them a hash tag).
 */
const openScript = /* lua */ `
  local log_in, log_ins_of_user = KEYS[1], KEYS[2]
  local id, json, remember_ms, exclusive, prefix = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
  if not redis.call('SET', log_in, json, 'PX', remember_ms, 'NX') then return end

  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', log_ins_of_user, '-inf', now)
  if exclusive ~= '' then
    local others = redis.call('ZRANGE', log_ins_of_user, 0, -1, 'WITHSCORES')
    for i = 1, #others, 2 do
      redis.call('SET', prefix .. others[i], '', 'PX', math.ceil(others[i + 1] - now))
    end
    redis.call('DEL', log_ins_of_user)
  end
  redis.call('ZADD', log_ins_of_user, now + remember_ms, id)
  if redis.call('PTTL', log_ins_of_user) < remember_ms then
    redis.call('PEXPIRE', log_ins_of_user, remember_ms)
  end`;

/** KEYS: the log-in. ARGV: milliseconds to remember that it ended, where Redis does not know how long it has to live. */
const endScript = /* lua */ `
  local remember_ms = redis.call('PTTL', KEYS[1])
  if remember_ms <= 0 then remember_ms = ARGV[1] end
  redis.call('SET', KEYS[1], '', 'PX', remember_ms)`;
