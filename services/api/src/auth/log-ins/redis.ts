// Log-ins in Redis, where every instance finds them. A change that must not be seen half done is one script.
import type { Clock } from '../../instance-state.js';
import type { RedisClient } from '../../redis.js';
import { keyspaceOf, type RestoreEpoch } from '../../restore-epoch.js';
import { type ListedLogIn, type LogIn, type LogInStore, maxLogInsPerUser } from './log-in-store.js';
import { tagOf, type UserTag } from './user-tag.js';

interface RedisStoreOptions {
  readonly redis: RedisClient;
  readonly mode: string;
  readonly userTag: UserTag;
  readonly epoch: RestoreEpoch;
  readonly now?: Clock;
  /** How long a log-in is remembered after its expiry, for instances with slow clocks. */
  readonly slackMs?: number;
}

/** The value of an ended log-in, until it would have expired. */
const ended = '';

/**
 * The middle of each key about a user's log-ins. In a Redis Cluster the part in braces, the hash tag, chooses the slot.
 * Tokens of an earlier version have no tag, and those that it revoked are found under its keys.
 */
export function scopeOf(mode: string, tag: string | undefined, epoch: RestoreEpoch): string {
  const keyspace = keyspaceOf(mode, epoch);
  return tag ? `{${tag}}:${keyspace}` : keyspace;
}

/** The key of a log-in, of the sorted set of a user's log-ins by their expiry, and of a family of refresh tokens. */
export const logInKey = (scope: string, id: string): string => `log-in:${scope}:${id}`;
const userKey = (scope: string, username: string): string => `log-ins-of:${scope}:${username}`;
export const familyKey = (scope: string, family: string): string => `family:${scope}:${family}`;

export function redisStore({
  redis,
  mode,
  userTag,
  epoch,
  now = Date.now,
  slackMs = 0,
}: RedisStoreOptions): LogInStore {
  const scopeWith = (tag: string | undefined) => scopeOf(mode, tag, epoch);
  return {
    async open(id, logIn, isExclusive, firstToken) {
      const { username, createdAt, expiresAt } = logIn;
      const scope = scopeWith(tagOf(id));
      const keys = [logInKey(scope, id), userKey(scope, username)];
      if (firstToken) keys.push(familyKey(scope, firstToken.family));
      const livesMs = expiresAt - createdAt;
      const others = isExclusive ? 0 : maxLogInsPerUser - 1;
      const args = [
        scope,
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
      const text = await redis.get(logInKey(scopeWith(tagOf(id)), id));
      return text === null ? undefined : text === ended ? 'ended' : (JSON.parse(text) as LogIn);
    },
    async end(id, expiresAt) {
      const rememberMs = Math.max(1, expiresAt - Date.now() + slackMs);
      const scope = scopeWith(tagOf(id));
      await redis.eval(endScript, 1, logInKey(scope, id), scope, id, rememberMs);
    },
    async list(username) {
      const scope = scopeWith(userTag(username));
      const ids = await redis.zrange(userKey(scope, username), -maxLogInsPerUser, '-1');
      if (ids.length === 0) return [];
      const texts = await redis.mget(ids.map((id) => logInKey(scope, id)));
      const listed = ids.flatMap((id, index): ListedLogIn[] => {
        const text = texts[index];
        return text ? [{ id, ...(JSON.parse(text) as LogIn) }] : [];
      });
      const time = now();
      return listed.filter(({ expiresAt }) => expiresAt > time).sort((a, b) => a.createdAt - b.createdAt);
    },
  };
}

/**
 * Lua that ends a log-in, for every script that does so. A full Redis still accepts DEL and ZREM. It checks its memory
 * only at the first write of a script, so after a DEL it accepts the SET too, which needs less than the DEL has freed.
 * The script builds names of keys itself. The hash tag in the scope puts all of them in one slot of a Redis Cluster.
 */
export const endLogIn = /* lua */ `
  local function end_log_in(scope, id, remember_ms)
    local log_in = 'log-in:' .. scope .. ':' .. id
    local json = redis.call('GET', log_in)
    local left_ms = redis.call('PTTL', log_in)
    redis.call('DEL', log_in)
    if json and json ~= '' then
      redis.call('ZREM', 'log-ins-of:' .. scope .. ':' .. cjson.decode(json).username, id)
    end
    redis.call('SET', log_in, '', 'PX', left_ms > 0 and left_ms or remember_ms)
  end`;

/**
 * KEYS: the log-in; the user's log-ins; the family, if there is one. ARGV: scope; ID; log-in as JSON; milliseconds to
 * remember it; how many others of the user may stay; hash of the first refresh token; milliseconds that the family lives.
 * When Redis is full nothing is opened and the answer is its error, but an exclusive log-in has ended the others.
 */
const openScript = /* lua */ `
  ${endLogIn}
  local log_in, log_ins_of_user, family = KEYS[1], KEYS[2], KEYS[3]
  local scope, id, json, remember_ms, others = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
  local written = redis.pcall('SET', log_in, json, 'PX', remember_ms, 'NX')
  if not written then return end
  if written.err and others > 0 then return written end

  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', log_ins_of_user, '-inf', now)
  for _, other in ipairs(redis.call('ZRANGE', log_ins_of_user, 0, -1 - others)) do
    end_log_in(scope, other, 1)
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

/** KEYS: the log-in. ARGV: scope; ID; milliseconds to remember its end, if Redis does not know its expiry. */
const endScript = /* lua */ `
  ${endLogIn}
  end_log_in(ARGV[1], ARGV[2], ARGV[3])`;
