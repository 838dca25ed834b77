// Families of refresh tokens in Redis: a token is spent by its first use, and has one descendant. Within the grace every
// use gives that same descendant; after it a spent token ends the family (RFC 9700 §4.14.2).
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RedisClient } from '../../redis.js';
import type { RestoreEpoch } from '../../restore-epoch.js';
import { type LogIn, type LogInStore, storeUnavailable } from '../log-ins/log-in-store.js';
import { endLogIn, familyKey, scopeOf } from '../log-ins/redis.js';
import { tagOf } from '../log-ins/user-tag.js';

interface FamiliesOptions {
  readonly redis: RedisClient;
  readonly mode: string;
  readonly epoch: RestoreEpoch;
  /** Holds the log-in of a family under the family's public ID. The end of the log-in ends the family. */
  readonly store: LogInStore;
  /** How long a spent token returns its successor again: to another tab, or to a client that lost the answer. */
  readonly graceSeconds: number;
}

/** The outcome for a presented refresh token. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly id: string; readonly logIn: LogIn; readonly next: RefreshToken }
  | { readonly outcome: 'reused' | 'ended' | 'unknown' };

export type Families = ReturnType<typeof redisFamilies>;

export function redisFamilies({ redis, mode, epoch, store, graceSeconds }: FamiliesOptions) {
  const scopeOfToken = ({ tag }: RefreshToken) => scopeOf(mode, tag, epoch);
  const keyOf = (token: RefreshToken) => familyKey(scopeOfToken(token), token.family);
  const ask = <Answer>(answer: Promise<Answer>) =>
    answer.catch((cause) => {
      throw storeUnavailable(cause);
    });
  return {
    /** Starts a family for a log-in. Resolves to its first token. */
    async open(id: string, logIn: LogIn, isExclusive: boolean): Promise<RefreshToken> {
      const token = createRefreshToken(tagOf(id) ?? '');
      await store.open(id, logIn, isExclusive, token);
      return token;
    },
    async rotate(token: RefreshToken): Promise<Rotation> {
      const salt = createSalt();
      const args = [
        token.hash,
        descendantOf(token, salt).hash,
        salt,
        graceSeconds * 1000,
        scopeOfToken(token),
      ];
      const answer = await ask(redis.eval(rotateScript, 1, keyOf(token), ...args));
      const [outcome, id, json, saltOfNext] = answer as [Rotation['outcome'], string, string, string];
      if (outcome !== 'rotated') return { outcome };
      const next = saltOfNext === '' ? token : descendantOf(token, saltOfNext);
      return { outcome, id, logIn: JSON.parse(json), next };
    },
    /** The log-in of a token, spent or not: its ID, and its description while it is live. */
    async find(token: RefreshToken): Promise<{ id: string; logIn: LogIn | undefined } | undefined> {
      const id = await ask(redis.hget(keyOf(token), 'id'));
      if (id === null) return undefined;
      const found = await store.find(id);
      return { id, logIn: found === 'ended' ? undefined : found };
    },
  };
}

/**
 * One atomic step, so that each of many simultaneous requests sees the write of the previous one. Until the grace is over
 * nothing rotates again: hence at most one spent token is in its grace, and answers that overtake each other agree.
 * KEYS: the family. ARGV: hash of the token presented; hash of its descendant if this use spends it; the salt that
 * derives that descendant; grace in milliseconds; scope. Returns the outcome, and with `rotated` the family's ID,
 * its log-in, and the salt of the descendant to give: empty for the token itself.
 */
const rotateScript = /* lua */ `
  ${endLogIn}
  local family = KEYS[1]
  local presented, descendant, new_salt, grace_ms, scope = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
  local id, current, previous, spent_at, salt =
    unpack(redis.call('HMGET', family, 'id', 'current', 'previous', 'spent_at', 'salt'))
  if not id then return {'unknown'} end
  local json = redis.call('GET', 'log-in:' .. scope .. ':' .. id)
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
  end_log_in(scope, id, 1)
  return {'reused'}`;

/** Of 32 random bytes. The server keeps hashes of a token, and the salt that derives the next one. */
const halfBytes = 16;
const form = /^([\w-]{8})\.([\w-]{43})$/;

/**
 * The user's tag, which finds the slot in a Redis Cluster, then 256 bits. The first 128 are the family's, the others this token's. So the server can find the family of every token that it
 * ever issued, however long ago it was spent. Only a client that held such a token can name the family.
 */
export interface RefreshToken {
  /** The token as the client holds it: the tag, a dot, and the bytes as base64url, 52 characters. */
  readonly text: string;
  readonly tag: string;
  readonly bytes: Buffer;
  /** Hash of the family's half: finds the family. */
  readonly family: string;
  /** Hash of the whole: tells this token from all others of the family. */
  readonly hash: string;
}

/** The first token of a new family. */
export function createRefreshToken(tag: string): RefreshToken {
  return describe(tag, randomBytes(2 * halfBytes));
}

/**
 * The successor of a token: the same for the same salt. It takes both to derive it, so that neither a copy of the store
 * nor an old token is enough.
 */
export function descendantOf({ tag, bytes }: RefreshToken, salt: string): RefreshToken {
  const ownHalf = createHmac('sha256', bytes).update(salt).digest().subarray(0, halfBytes);
  return describe(tag, Buffer.concat([bytes.subarray(0, halfBytes), ownHalf]));
}

export function createSalt(): string {
  return randomBytes(halfBytes).toString('base64url');
}

/** Undefined unless the text can be a token, in its one spelling. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, tag, random] = form.exec(text) ?? [];
  if (!tag || !random) return undefined;
  const token = describe(tag, Buffer.from(random, 'base64url'));
  return token.text === text ? token : undefined;
}

function describe(tag: string, bytes: Buffer): RefreshToken {
  const family = hashOf(bytes.subarray(0, halfBytes));
  return { text: `${tag}.${bytes.toString('base64url')}`, tag, bytes, family, hash: hashOf(bytes) };
}

/** No salt and no cost: there is nothing to guess in 128 random bits. */
function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
