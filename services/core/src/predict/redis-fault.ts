// What is left of a log-in when Redis dies or is frozen, and what is refused meanwhile.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import type { Population } from './fault.js';

/** Whether a log-in dies with the data in Redis: the session, or the family that renews it. */
export function diesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && (mode.credential === 'session' || mode.refresh === true);
}

/** Whether what was revoked is forgotten with the data in Redis: a token speaks for itself, and nothing against it. */
export function revivesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && mode.credential === 'jwt' && !mode.refresh;
}

/** Whether a request of that kind is asked of Redis, so that it is refused (503) while Redis does not answer. */
export function needsRedis(mode: Axes, kind: 'read' | 'write'): boolean {
  return mode.state === 'redis' && (kind === 'write' || !mode.refresh);
}

/** Users who are logged out when Redis ends and comes back. */
export function predictLoggedOutByRedisCrash(
  mode: Axes,
  { members }: Population,
  isPersistent: boolean,
): Expectation {
  if (!diesWithRedis(mode)) return exactly(0, 'Their credential needs nothing from Redis.');
  return isPersistent
    ? exactly(0, 'Redis reads its append-only file when it starts again: what is a second old is in it.')
    : exactly(members, 'Redis came back empty, and what their credential stands for was there.');
}

/** Credentials that had been given up by a log-out, and are accepted again after Redis has come back. */
export function predictRevivedByRedisCrash(
  mode: Axes,
  { loggedOut }: Population,
  isPersistent: boolean,
): Expectation {
  if (!revivesWithRedis(mode))
    return exactly(0, 'What a log-out ended is not accepted for want of a record.');
  return isPersistent
    ? exactly(0, 'The denylist is read back from the append-only file.')
    : exactly(loggedOut, 'The denylist is gone, and a token that nobody speaks against is good.');
}

/**
 * Requests lost while Redis does not answer.
 * @param needing those that need Redis and came and went meanwhile; where an instance may refuse before it asks, none
 * @param touching those that need it and were under way at some moment until half a second after its return
 */
export function predictLostWithoutRedis(mode: Axes, needing: number, touching: number): Expectation {
  return mode.state === 'redis'
    ? between(needing, touching, 'What Redis is needed for is refused while it does not answer.')
    : exactly(0, 'Redis is not asked.');
}

/** Milliseconds to the slowest answer while Redis is gone: a command is given up before that. */
export function predictSlowestWithoutRedis(): Expectation {
  return between(
    0,
    600,
    'Nobody waits for a Redis that is gone: a command fails at once, or after its time.',
  );
}

/** Milliseconds within which 99.9 % are answered although Redis is frozen. */
export function predictSlowestWhileStalled(): Expectation {
  return between(0, 700, 'A command is given up after half a second.');
}

/** Megabytes by which instances and Redis together grow while Redis is frozen. */
export function predictMemoryGrowth(): Expectation {
  return between(0, 200, 'No request waits longer than its time, so that not many wait.');
}

/** Of so many log-outs answered with 503 while Redis was frozen, how many it carries out when it wakes. */
export function predictAppliedLate(refused: number): Expectation {
  return between(0, refused, 'A command that was given up may still be carried out: a 503 promises neither.');
}

/** Seconds from its return, or its waking, to the last request lost. */
export function predictSecondsUntilRedisIsUsed(): Expectation {
  return between(0, 0.5, 'An instance that has lost Redis tries to connect several times a second.');
}
