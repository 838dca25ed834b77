// Predicts a restore: Redis is restored from a backup, as it is or with a new restore epoch, which no older key or token has.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithRedis } from './redis-fault.js';

const independent = 'Their credential does not depend on Redis.';
const olderEpoch = 'Nothing of an earlier epoch is accepted.';

/** Users logged out, who logged in before the backup. Those with a refresh token have used it since. */
export function predictLoggedOutByRestore(mode: Axes, members: number, hasNewEpoch: boolean): Expectation {
  if (mode.state !== 'redis') return exactly(0, independent);
  if (hasNewEpoch) return exactly(members, olderEpoch);
  if (!diesWithRedis(mode)) return exactly(0, independent);
  return mode.refresh
    ? exactly(members, 'The backup has the token before theirs: the next refresh counts as a reuse.')
    : exactly(0, 'The backup has their sessions.');
}

/** Of these, the users with a refresh token that is refused as used twice. */
export function predictEndedAsThieves(members: number, hasNewEpoch: boolean): Expectation {
  return hasNewEpoch
    ? exactly(0, 'No log-in of an earlier epoch is found, so none is taken for stolen.')
    : exactly(members, 'Redis does not know the token that it gave after the backup.');
}

/** Acknowledged log-ins that are lost (RPO). @param logIns those since the backup */
export function predictGoneByRestore(mode: Axes, logIns: number, hasNewEpoch: boolean): Expectation {
  if (diesWithRedis(mode)) return exactly(logIns, 'The backup is older than these log-ins.');
  return predictLoggedOutByRestore(mode, logIns, hasNewEpoch);
}

/** Log-outs that are undone, in a mode with state in Redis. @param logOuts those since the backup */
export function predictUndoneByRestore(logOuts: number, hasNewEpoch: boolean): Expectation {
  return hasNewEpoch
    ? exactly(0, olderEpoch)
    : exactly(logOuts, 'The backup is older than the log-out: it has the session, or lacks the revocation.');
}

/** Refresh tokens that were spent after the backup, and are accepted. */
export function predictSpentAccepted(tokens: number, hasNewEpoch: boolean): Expectation {
  return hasNewEpoch
    ? exactly(0, olderEpoch)
    : exactly(tokens, 'In the backup these tokens are not spent yet.');
}

/** Requests lost. @param underWay those that need Redis, and were in flight while it loaded the backup */
export function predictLostByRestore(mode: Axes, underWay: number): Expectation {
  return mode.state === 'redis'
    ? between(0, underWay, 'Redis answers nothing while it loads the backup.')
    : exactly(0, 'These requests do not need Redis.');
}
