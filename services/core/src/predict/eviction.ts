// Predicts a full Redis: another tenant of the same server has filled its memory, and `maxmemory-policy` decides which keys are evicted.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithRedis, revivesWithRedis } from './redis-fault.js';

/**
 * The policies that differ for a server with keys of two kinds: the lab's, which all expire, and another tenant's, which do
 * not. `volatile-ttl` and `volatile-random` evict the same keys as `volatile-lru`.
 */
export const evictionPolicies = ['noeviction', 'volatile-lru', 'allkeys-lru'] as const;
export type EvictionPolicy = (typeof evictionPolicies)[number];

/** Users logged out. @param members idle users who were logged in before the other tenant wrote */
export function predictLoggedOutByEviction(mode: Axes, policy: EvictionPolicy, members: number): Expectation {
  return diesWithRedis(mode)
    ? predictEvicted(policy, members)
    : exactly(0, 'Their credential does not depend on Redis.');
}

/** Revoked tokens that are accepted again. @param loggedOut log-ins that a log-out had ended */
export function predictRevivedByEviction(mode: Axes, policy: EvictionPolicy, loggedOut: number): Expectation {
  return revivesWithRedis(mode)
    ? predictEvicted(policy, loggedOut)
    : exactly(0, 'A log-in that was ended is not valid without a record in Redis.');
}

const whatGoes: Record<EvictionPolicy, string> = {
  noeviction: 'Redis evicts nothing: it refuses writes that need memory.',
  'volatile-lru': 'Only keys that expire can be evicted: all sessions go before one key of the other tenant.',
  'allkeys-lru': 'Redis evicts what was used least recently, by samples: idle users go before the new keys.',
};

/**
 * By samples means that a key is found with a high probability, never for certain. With five samples for each of over 150
 * evictions, more than half of twelve idle keys stay with a probability below 10^-9.
 */
function predictEvicted(policy: EvictionPolicy, records: number): Expectation {
  const least = { noeviction: 0, 'volatile-lru': records, 'allkeys-lru': Math.ceil(records / 2) };
  return between(least[policy], policy === 'noeviction' ? 0 : records, whatGoes[policy]);
}

/** Log-ins that fail while Redis is full. @param certain sent and answered meanwhile @param possible in flight meanwhile */
export function predictRefusedWhenFull(
  mode: Axes,
  policy: EvictionPolicy,
  { certain, possible }: { readonly certain: number; readonly possible: number },
): Expectation {
  if (mode.state !== 'redis') return exactly(0, 'A log-in of this mode does not need Redis.');
  if (policy === 'allkeys-lru') return exactly(0, 'Redis evicts a key for each write that needs memory.');
  return between(
    certain,
    possible,
    'No key is left to evict, so Redis refuses each write that needs memory.',
  );
}
