// Counts wrong guesses at passwords for each user and each address, in the place of the mode's state.
import type { Mode } from '@scale-out-lab/core';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { storeUnavailable } from '../auth/log-ins/log-in-store.js';
import type { Config } from '../config.js';
import { Problem } from '../problem.js';
import type { RedisClient } from '../redis.js';

export interface Guess {
  readonly username: string;
  /** Undefined: the guess costs no hash and counts only for the user. */
  readonly network: string | undefined;
}

export interface CountedGuess {
  /** The headers of the answer about the user's limit (`RateLimit`, draft-ietf-httpapi-ratelimit-headers). */
  readonly headers: Readonly<Record<string, string>>;
  /** The password was right: the guess no longer counts. */
  giveBack(): Promise<void>;
}

/**
 * A refused guess does not count: right ones that were refused together would otherwise lock their user out. A count that is
 * given back after its window has ended never takes the next one below 0.
 */
class GuessesInMemory extends RateLimiterMemory {
  override async consume(key: string): Promise<RateLimiterRes> {
    return super.consume(key).catch(async (refused) => {
      await super.reward(key);
      throw refused;
    });
  }

  override async reward(key: string): Promise<RateLimiterRes> {
    const counted = await this.get(key);
    return counted && counted.consumedPoints > 0 ? super.reward(key) : new RateLimiterRes();
  }
}

/** The same in Redis. KEYS: the count. ARGV: guesses to add; seconds of the window; the limit. */
const countGuesses = /* lua */ `
  redis.call('SET', KEYS[1], 0, 'EX', ARGV[2], 'NX')
  local counted = redis.call('INCRBY', KEYS[1], ARGV[1])
  local left_ms = redis.call('PTTL', KEYS[1])
  if counted < 0 or counted > tonumber(ARGV[3]) then
    redis.call('INCRBY', KEYS[1], -ARGV[1])
  end
  return {counted, left_ms}`;

export type GuessLimiter = ReturnType<typeof createGuessLimiter>;

interface GuessLimiterOptions {
  readonly mode: Pick<Mode, 'name' | 'state'>;
  readonly redis: RedisClient;
  readonly config: Pick<Config, 'guessLimit' | 'guessLimitOfAddress' | 'guessWindowSeconds'>;
}

/** The state axis: an instance that shares nothing counts for itself. */
const limiters = {
  none: (options) => new GuessesInMemory(options),
  memory: (options) => new GuessesInMemory(options),
  redis: (options, storeClient) =>
    new RateLimiterRedis({ ...options, storeClient, customIncrTtlLuaScript: countGuesses }),
} satisfies Record<Mode['state'], (options: IRateLimiterOptions, redis: RedisClient) => RateLimiterAbstract>;

export function createGuessLimiter({ mode, redis, config }: GuessLimiterOptions) {
  const duration = config.guessWindowSeconds;
  const limiterOf = (whose: string, points: number) =>
    limiters[mode.state]({ keyPrefix: `guesses-of-${whose}:${mode.name}`, points, duration }, redis);
  const ofUser = limiterOf('user', config.guessLimit);
  const ofAddress = limiterOf('address', config.guessLimitOfAddress);

  async function consume(limiter: RateLimiterAbstract, key: string, whose: string): Promise<RateLimiterRes> {
    try {
      return await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw storeUnavailable(error);
      throw tooManyAttempts(whose, error, limiter.points, duration);
    }
  }
  /** If Redis fails here, the guess counts until the end of the window. */
  const giveBack = async (limiter: RateLimiterAbstract, key: string) => {
    await limiter.reward(key).catch(() => {});
  };

  return {
    /**
     * Counts a guess before its password is hashed, so that of any number at once no more than the limit are hashed.
     * @throws Problem 429 at the limit, 503 if the count is in Redis and Redis does not answer
     */
    async count({ username, network }: Guess): Promise<CountedGuess> {
      const counted = await consume(ofUser, username, 'username');
      if (network !== undefined) {
        await consume(ofAddress, network, 'address').catch(async (problem) => {
          await giveBack(ofUser, username);
          throw problem;
        });
      }
      return {
        headers: rateLimit(counted, ofUser.points, duration),
        async giveBack() {
          await giveBack(ofUser, username);
          if (network !== undefined) await giveBack(ofAddress, network);
        },
      };
    },
  };
}

/** The same for existing and unknown users (RFC 6585 §4). */
function tooManyAttempts(whose: string, counted: RateLimiterRes, limit: number, seconds: number): Problem {
  const wait = secondsLeft(counted);
  const detail = `Too many wrong passwords for this ${whose}. Try again in ${wait} s.`;
  const headers = { 'retry-after': String(wait), ...rateLimit(counted, limit, seconds) };
  return new Problem('too-many-attempts', detail, { headers });
}

function rateLimit(counted: RateLimiterRes, limit: number, seconds: number) {
  return {
    'ratelimit-policy': `"guesses";q=${limit};w=${seconds}`,
    ratelimit: `"guesses";r=${counted.remainingPoints};t=${secondsLeft(counted)}`,
  };
}

function secondsLeft({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
