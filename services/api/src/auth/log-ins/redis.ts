// Log-ins in Redis, where every instance finds them. A change that must not be seen half done is one script.
import type { Redis } from 'ioredis';
import { type ListedLogIn, type LogIn, type LogInStore, maxLogInsPerUser } from './log-in-store.js';

interface RedisStoreOptions {
  readonly redis: Redis;
  readonly mode: string;
  /** How long a log-in is remembered after its expiry, for instances whose clocks are behind. */
  readonly slackMs?: number;
}

/** The value of an ended log-in, until it would have expired. */
const ended = '';

/** The key of a log-in, of the sorted set of a user's log-ins by their expiry, and of a family of refresh tokens. */
export const logInKey = (mode: string, id: string): string => `log-in:${mode}:${id}`;
const userKey = (mode: string, username: string): string => `log-ins-of:${mode}:${username}`;
export const familyKey = (mode: string, family: string): string => `family:${mode}:${family}`;

export function redisStore({ redis, mode, slackMs = 0 }: RedisStoreOptions): LogInStore {
  return {
    async open(id, logIn, isExclusive, firstToken) {
      const { username, createdAt, expiresAt } = logIn;
      const keys = [logInKey(mode, id), userKey(mode, username)];
      if (firstToken) keys.push(familyKey(mode, firstToken.family));
      const livesMs = expiresAt - createdAt;
      const others = isExclusive ? 0 : maxLogInsPerUser - 1;
      const args = [
        mode,
        id,
        JSON.stringify(logIn),
        livesMs + slackMs,
        others,
        firstToken?.hash ?? '',
        livesMs,
      ];
      await redis.eval(openScript, keys.length, ...keys, ...args);
    },
    async find(id) {
      const text = await redis.get(logInKey(mode, id));
      return text === null ? undefined : text === ended ? 'ended' : (JSON.parse(text) as LogIn);
    },
    async end(id, expiresAt) {
      const rememberMs = Math.max(1, expiresAt - Date.now() + slackMs);
      await redis.eval(endScript, 1, logInKey(mode, id), mode, id, rememberMs);
    },
    async list(username) {
      const ids = await redis.zrange(userKey(mode, username), -maxLogInsPerUser, '-1');
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
 * Lua that ends a log-in, for every script that does so. A full Redis still accepts DEL and ZREM. It checks its memory
 * only at the first write of a script, so after a DEL it accepts the SET too, which needs less than the DEL has freed.
 * The script builds names of keys itself: in a Redis Cluster they need a hash tag.
 */
export const endLogIn = /* lua */ `
  local function end_log_in(mode, id, remember_ms)
    local log_in = 'log-in:' .. mode .. ':' .. id
    local json = redis.call('GET', log_in)
    local left_ms = redis.call('PTTL', log_in)
    redis.call('DEL', log_in)
    if json and json ~= '' then
      redis.call('ZREM', 'log-ins-of:' .. mode .. ':' .. cjson.decode(json).username, id)
    end
    redis.call('SET', log_in, '', 'PX', left_ms > 0 and left_ms or remember_ms)
  end`;

/**
 * KEYS: the log-in; the user's log-ins; the family, if there is one. ARGV: mode; ID; log-in as JSON; milliseconds to
 * remember it; how many others of the user may stay; hash of the first refresh token; milliseconds that the family lives.
 * When Redis is full nothing is opened and the answer is its error, but an exclusive log-in has ended the others.
 */
const openScript = /* lua */ `
  ${endLogIn}
  local log_in, log_ins_of_user, family = KEYS[1], KEYS[2], KEYS[3]
  local mode, id, json, remember_ms, others = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
  local written = redis.pcall('SET', log_in, json, 'PX', remember_ms, 'NX')
  if not written then return end
  if written.err and others > 0 then return written end

  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', log_ins_of_user, '-inf', now)
  for _, other in ipairs(redis.call('ZRANGE', log_ins_of_user, 0, -1 - others)) do
    end_log_in(mode, other, 1)
  end
  if written.err then return written end

  redis.call('ZADD', log_ins_of_user, now + remember_ms, id)
  if redis.call('PTTL', log_ins_of_user) < remember_ms then
    redis.call('PEXPIRE', log_ins_of_user, remember_ms)
  end
  if family then
    redis.call('HSET', family, 'id', id, 'current', ARGV[6])
    redis.call('PEXPIRE', family, ARGV[7])
  end`;

/** KEYS: the log-in. ARGV: mode; ID; milliseconds to remember its end, if Redis does not know its expiry. */
const endScript = /* lua */ `
  ${endLogIn}
  end_log_in(ARGV[1], ARGV[2], ARGV[3])`;
