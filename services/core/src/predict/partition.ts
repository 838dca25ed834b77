// Predicts a partition: the primary of Redis is cut off from its replicas and sentinels for a while, and clients still reach it.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithRedis } from './redis-fault.js';

/** Watched users logged out: their log-ins are older than the partition. */
export function predictLoggedOutByPartition(mode: Axes): Expectation {
  return exactly(
    0,
    diesWithRedis(mode)
      ? 'The replicas had their sessions or refresh tokens before the partition.'
      : 'Their credential does not depend on Redis.',
  );
}

/** Acknowledged writes around the partition. */
interface PartitionedWrites {
  /** Those that the old primary took, and no replica got. */
  readonly certain: number;
  /** Those that the old primary may have taken. */
  readonly possible: number;
  /** Those of the last moment before the cut. */
  readonly recent: number;
}

/** Acknowledged writes that are lost (RPO). @param isGuarded whether the primary needs a replica for a write */
export function predictGoneByPartition(
  isGuarded: boolean,
  { certain, possible, recent }: PartitionedWrites,
): Expectation {
  if (isGuarded)
    return between(0, recent, 'A primary with `min-replicas-to-write 1` refuses writes without a replica.');
  const reason =
    'The old primary acknowledges writes until a sentinel demotes it; then it copies the new primary.';
  return between(certain, possible, reason);
}

/** Log-ins of a mode without log-ins in Redis. */
export function predictGoneWithoutRedis(): Expectation {
  return exactly(0, 'A log-in of this mode does not depend on Redis.');
}

/**
 * Seconds from the cut to the last log-in that failed; where the old primary takes log-ins, from its demotion.
 * @param refusing how many seconds it took no log-in, and no other primary was known, at least and at most
 */
export function predictSecondsWithoutWritesByPartition(
  isGuarded: boolean,
  [least, most]: readonly [number, number],
): Expectation {
  if (!isGuarded)
    return between(
      0,
      most + 1,
      'The old primary takes log-ins until it is demoted; clients then find the new one.',
    );
  const reason = 'The old primary refuses log-ins; clients find the new one once the sentinels name it.';
  return between(Math.max(0, least - 1), most + 2, reason);
}

/** Requests lost. @param certain log-ins that a guarded primary refused @param possible those that may have failed */
export function predictLostByPartition(
  mode: Axes,
  isGuarded: boolean,
  { certain, possible }: Pick<PartitionedWrites, 'certain' | 'possible'>,
): Expectation {
  if (mode.state !== 'redis') return exactly(0, 'These requests do not need Redis.');
  if (isGuarded)
    return between(certain, possible, 'The old primary refuses writes until clients use the new one.');
  return between(
    0,
    possible,
    'Only those in flight when the old primary is demoted and closes its connections.',
  );
}
