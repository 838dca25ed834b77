// Families of refresh tokens in Redis: each use spends a token and gives its one descendant; a spent one that comes back
// ends the family (RFC 9700 §4.14.2).
import type { Redis } from 'ioredis';
import type { LogIn, LogInStore } from '../log-ins/log-in-store.js';
import { endLogIn, familyKey } from '../log-ins/redis.js';
import { storeUnavailable } from '../store-unavailable.js';
import { createRefreshToken, type RefreshToken } from './refresh-token.js';

export interface FamiliesOptions {
  readonly redis: Redis;
  readonly mode: string;
  /** The log-in of a family is remembered here under the family's public ID: what ends it ends the family. */
  readonly store: LogInStore;
  /** How long the last token but one still gives a descendant, for a client that never got the answer. */
  readonly graceSeconds: number;
}

/** What became of a refresh token that was presented. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly id: string; readonly logIn: LogIn; readonly next: RefreshToken }
  | { readonly outcome: 'reused' | 'ended' | 'unknown' };

export interface Families {
  /** Starts a family for a log-in. Resolves to its first token. */
  open(id: string, logIn: LogIn, isExclusive: boolean): Promise<RefreshToken>;
  rotate(token: RefreshToken): Promise<Rotation>;
  /** The log-in that a token belongs to, spent or not: its ID, and what is remembered of it while it lives. */
  find(token: RefreshToken): Promise<{ readonly id: string; readonly logIn: LogIn | undefined } | undefined>;
}

export function redisFamilies({ redis, mode, store, graceSeconds }: FamiliesOptions): Families {
  const keyOf = ({ family }: RefreshToken) => familyKey(mode, family);
  const ask = <Answer>(answer: Promise<Answer>) =>
    answer.catch((cause) => {
      throw storeUnavailable(cause);
    });
  return {
    async open(id, logIn, isExclusive) {
      const token = createRefreshToken();
      await store.open(id, logIn, isExclusive, token);
      return token;
    },
    async rotate(token) {
      const next = createRefreshToken(token);
      const args = [token.hash, next.hash, graceSeconds * 1000, mode];
      const answer = await ask(redis.eval(rotateScript, 1, keyOf(token), ...args));
      const [outcome, id, json] = answer as [Rotation['outcome'], string, string];
      return outcome === 'rotated' ? { outcome, id, logIn: JSON.parse(json), next } : { outcome };
    },
    async find(token) {
      const id = await ask(redis.hget(keyOf(token), 'id'));
      if (id === null) return undefined;
      const found = await store.find(id);
      return { id, logIn: found === 'ended' ? undefined : found };
    },
  };
}

/**
 * One step, so that of any number of requests at once each finds what the one before it left.
 * KEYS: the family. ARGV: hash of the token presented; hash of its descendant; grace in milliseconds; mode. Returns the outcome, and with `rotated` the family's ID and its log-in.
 */
const rotateScript = /* lua */ `
  ${endLogIn}
  local family = KEYS[1]
  local presented, descendant, grace_ms, mode = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
  local id, current, previous, spent_at = unpack(redis.call('HMGET', family, 'id', 'current', 'previous', 'spent_at'))
  if not id then return {'unknown'} end
  local json = redis.call('GET', 'log-in:' .. mode .. ':' .. id)
  if not json or json == '' then return {'ended'} end

  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if presented == current then
    -- A Redis that is full takes the HDEL, and after it what makes the family no larger.
    redis.call('HDEL', family, 'spent_at')
    redis.call('HSET', family, 'current', descendant, 'previous', presented, 'spent_at', now)
    return {'rotated', id, json}
  end
  if presented == previous and now - spent_at <= grace_ms then
    -- The answer may have been lost. What it held is worth nothing from now on: one descendant lives, never two.
    redis.call('HDEL', family, 'current')
    redis.call('HSET', family, 'current', descendant)
    return {'rotated', id, json}
  end
  end_log_in(mode, id, 1)
  return {'reused'}`;
