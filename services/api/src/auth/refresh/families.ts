// Families of refresh tokens in Redis: a token is spent by its first use, and has one descendant. Within the grace every
// use gives that same descendant; after it a spent token ends the family (RFC 9700 §4.14.2).
import type { Redis } from 'ioredis';
import { storeUnavailable } from '../log-ins/fail-closed.js';
import type { LogIn, LogInStore } from '../log-ins/log-in-store.js';
import { endLogIn, familyKey } from '../log-ins/redis.js';
import { createRefreshToken, createSalt, descendantOf, type RefreshToken } from './refresh-token.js';

export interface FamiliesOptions {
  readonly redis: Redis;
  readonly mode: string;
  /** Holds the log-in of a family under the family's public ID. The end of the log-in ends the family. */
  readonly store: LogInStore;
  /** How long a spent token returns its successor again: to another tab, or to a client whose answer was lost. */
  readonly graceSeconds: number;
}

/** The outcome for a presented refresh token. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly id: string; readonly logIn: LogIn; readonly next: RefreshToken }
  | { readonly outcome: 'reused' | 'ended' | 'unknown' };

export interface Families {
  /** Starts a family for a log-in. Resolves to its first token. */
  open(id: string, logIn: LogIn, isExclusive: boolean): Promise<RefreshToken>;
  rotate(token: RefreshToken): Promise<Rotation>;
  /** The log-in of a token, spent or not: its ID, and its description while it is live. */
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
      const salt = createSalt();
      const args = [token.hash, descendantOf(token, salt).hash, salt, graceSeconds * 1000, mode];
      const answer = await ask(redis.eval(rotateScript, 1, keyOf(token), ...args));
      const [outcome, id, json, saltOfNext] = answer as [Rotation['outcome'], string, string, string];
      if (outcome !== 'rotated') return { outcome };
      const next = saltOfNext === '' ? token : descendantOf(token, saltOfNext);
      return { outcome, id, logIn: JSON.parse(json), next };
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
 * One atomic step, so that each of many requests at once sees what the one before it wrote. Until the grace is over
 * nothing rotates again: hence at most one spent token is in its grace, and answers that overtake each other agree.
 * KEYS: the family. ARGV: hash of the token presented; hash of its descendant if this use spends it; the salt that
 * derives that descendant; grace in milliseconds; mode. Returns the outcome, and with `rotated` the family's ID,
 * its log-in, and the salt of the descendant to give: empty for the token itself.
 */
const rotateScript = /* lua */ `
  ${endLogIn}
  local family = KEYS[1]
  local presented, descendant, new_salt, grace_ms, mode = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
  local id, current, previous, spent_at, salt =
    unpack(redis.call('HMGET', family, 'id', 'current', 'previous', 'spent_at', 'salt'))
  if not id then return {'unknown'} end
  local json = redis.call('GET', 'log-in:' .. mode .. ':' .. id)
  if not json or json == '' then return {'ended'} end

  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local is_grace = spent_at and now - spent_at < grace_ms
  if presented == current and is_grace then return {'rotated', id, json, ''} end
  if presented == current then
    -- A Redis that is full takes the HDEL, and whatever the script writes after it.
    redis.call('HDEL', family, 'spent_at')
    redis.call('HSET', family, 'current', descendant, 'previous', presented, 'spent_at', now, 'salt', new_salt)
    return {'rotated', id, json, new_salt}
  end
  if presented == previous and is_grace then return {'rotated', id, json, salt} end
  end_log_in(mode, id, 1)
  return {'reused'}`;
