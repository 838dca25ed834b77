// Predicts a failover of Redis: a primary fails, and a replica takes over.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithRedis } from './redis-fault.js';

/** A write that was acknowledged this long before the fault has reached the replicas, on one machine. */
export const replicationLagMs = 100;

/** Watched users logged out: their log-ins were on the replica. */
export function predictLoggedOutByFailover(mode: Axes): Expectation {
  return exactly(
    0,
    diesWithRedis(mode)
      ? 'The replica had their sessions or refresh tokens long before the fault.'
      : 'Their credential does not depend on Redis.',
  );
}

/** Revoked credentials that are accepted again. */
export function predictRevivedByFailover(): Expectation {
  return exactly(0, 'The replica had the log-outs long before the fault.');
}

/** Acknowledged log-ins that are lost (RPO). @param recent those of the last moment before the fault */
export function predictGoneLogIns(mode: Axes, recent: number): Expectation {
  if (!diesWithRedis(mode)) return exactly(0, 'A log-in of this mode does not depend on Redis.');
  const reason = `A primary acknowledges a write before its replicas have it: at most those of the last ${replicationLagMs} ms are gone.`;
  return between(0, recent, reason);
}

/** Seconds from the fault to the last log-in that failed (recovery time). */
export function predictSecondsWithoutWrites(mode: Axes): Expectation {
  if (mode.state !== 'redis') return exactly(0, 'A log-in of this mode does not need Redis.');
  const reason =
    'The others miss the primary after 1 to 1.5 s, agree on a new one in 1 to 2 s, and clients find it within 1 s.';
  return between(1, 5, reason);
}

/** Seconds from the new primary to the last failed request. */
export function predictSecondsUntilPrimaryIsUsed(): Expectation {
  return between(0, 1, 'A client whose connection is silent closes it, and looks for the primary again.');
}
