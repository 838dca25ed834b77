// Predicts the effect of a crash or stall of Redis: lost log-ins, revived tokens and failed requests.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import type { Population } from './fault.js';

/** Whether a log-in is lost with the data in Redis: the session, or the family of refresh tokens. */
export function diesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && (mode.credential === 'session' || mode.refresh === true);
}

/** Whether a revocation is lost with the data in Redis: without the denylist a token is valid again. */
export function revivesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && mode.credential === 'jwt' && !mode.refresh;
}

/** Whether a request of that kind needs Redis, so that it fails (503) while Redis does not answer. */
export function needsRedis(mode: Axes, kind: 'read' | 'write' | 'read with a copy'): boolean {
  return mode.state === 'redis' && (kind === 'write' || (kind === 'read' && !mode.refresh));
}

/** Predicts the users logged out when Redis crashes and restarts. */
export function predictLoggedOutByRedisCrash(
  mode: Axes,
  { members }: Population,
  isPersistent: boolean,
): Expectation {
  if (!diesWithRedis(mode)) return exactly(0, 'Their credential does not depend on Redis.');
  return isPersistent
    ? exactly(0, 'Redis reads its append-only file at the restart; it has every acknowledged write.')
    : exactly(members, 'Redis restarted empty, and their sessions or refresh tokens were there.');
}

/** Revoked credentials that are accepted again after Redis has restarted. */
export function predictRevivedByRedisCrash(
  mode: Axes,
  { loggedOut }: Population,
  isPersistent: boolean,
): Expectation {
  if (!revivesWithRedis(mode))
    return exactly(0, 'A log-in that was ended is not valid without a record in Redis.');
  return isPersistent
    ? exactly(0, 'The denylist is read back from the append-only file.')
    : exactly(loggedOut, 'The denylist is lost, and a token that is not on it is valid.');
}

/**
 * Requests that fail while Redis does not answer.
 * @param needing requests that need Redis, and began and ended in the outage; none if an instance may refuse earlier
 * @param touching requests that need Redis, and were in flight at some moment until half a second after its return
 */
export function predictLostWithoutRedis(mode: Axes, needing: number, touching: number): Expectation {
  return mode.state === 'redis'
    ? between(needing, touching, lostWithoutRedis(mode))
    : exactly(0, 'These requests do not need Redis.');
}

function lostWithoutRedis({ cacheSeconds }: Axes): string {
  const reason = 'Requests that need Redis fail while it does not answer.';
  return cacheSeconds
    ? `${reason} A read with a copy of the last ${cacheSeconds} s does not need it.`
    : reason;
}

/** Milliseconds to the slowest answer while Redis is down: a command times out earlier. */
export function predictSlowestWithoutRedis(): Expectation {
  return between(
    0,
    600,
    'No request waits for Redis while it is down: a command fails at once or times out.',
  );
}

/** Milliseconds within which 99.9 % are answered while Redis is stalled. */
export function predictSlowestWhileStalled(): Expectation {
  return between(0, 500, 'A command times out after a quarter of a second.');
}

/** Megabytes by which instances and Redis together grow while Redis is stalled. */
export function predictMemoryGrowth(): Expectation {
  return between(0, 200, 'A request times out, so only a few wait at once.');
}

/** Of the log-outs answered with 503 during the stall, those that Redis carries out afterwards. */
export function predictAppliedLate(refused: number): Expectation {
  return between(
    0,
    refused,
    'A command that timed out may still be carried out: after a 503, either may have happened.',
  );
}

/** Seconds from the end of the crash or stall to the last failed request. */
export function predictSecondsUntilRedisIsUsed(): Expectation {
  return between(0, 0.5, 'An instance without Redis tries to reconnect several times a second.');
}
