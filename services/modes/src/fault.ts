// What is left of a log-in when something dies: where each mode keeps what a log-in needs, and so what takes it away.
import type { Axes } from './axes.js';
import { between, type Expectation, exactly } from './expectation.js';

/** Worker processes of the balancer. */
const workersOfBalancer = 2;

/** The users who were logged in when a fault struck. */
export interface Population {
  readonly members: number;
  /** How many of them the instances logged in that the fault takes down. */
  readonly issuedByLost: number;
  /** How many more log-ins had been ended by a log-out. */
  readonly loggedOut: number;
}

/** Whether a log-in dies with the instance that made it: its session is in the memory there, or its key is. */
export function diesWithInstance(mode: Axes): boolean {
  return (mode.credential === 'session' && mode.state === 'memory') || mode.keys === 'own';
}

/** Whether a log-in dies with the data in Redis: the session, or the family that renews it. */
export function diesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && (mode.credential === 'session' || mode.refresh === true);
}

/** Whether what was revoked is forgotten with the data in Redis: a token speaks for itself, and nothing against it. */
export function revivesWithRedis(mode: Axes): boolean {
  return mode.state === 'redis' && mode.credential === 'jwt' && !mode.refresh;
}

/** Users who are logged out when instances end and are started anew, whether killed or asked to. */
export function predictLoggedOutByRestart(mode: Axes, { issuedByLost }: Population): Expectation {
  return diesWithInstance(mode)
    ? exactly(
        issuedByLost,
        'What their credential needs was in the memory of the instance that logged them in.',
      )
    : exactly(0, 'Nothing that their credential needs was in the instance alone.');
}

/** Reads that a crash of one instance costs: the balancer asks another one. */
export function predictLostReadsAroundCrash(): Expectation {
  return exactly(0, 'The balancer asks another instance when one does not answer a GET.');
}

/**
 * Reads that it costs where the balancer asks nobody else: what was under way, then those by which each of its workers
 * notices, once a second for as long as the instance is gone.
 */
export function predictLostReadsWithoutRetry(inFlight: number, secondsGone: number): Expectation {
  const noticing = workersOfBalancer * (Math.ceil(secondsGone) + 1);
  return between(0, inFlight + noticing, 'What was under way, and the tries by which the balancer notices.');
}

/** Writes that it costs, where so many were under way: the balancer does not repeat what may have been carried out. */
export function predictLostWritesAroundCrash(inFlight: number): Expectation {
  return between(0, inFlight, 'Only what was under way: a write that was sent is not sent again.');
}

/** Seconds from the crash to the last request lost. */
export function predictSecondsUntilClean(): Expectation {
  return between(0, 1, 'The balancer notices the first connection that is refused, and asks the others.');
}

/** What is lost while all instances are restarted in turn, each when it has answered what it was asked. */
export function predictLostByRollingRestart(): Expectation {
  return exactly(
    0,
    'An instance stops listening, answers what it has, and ends when nobody asks it any more.',
  );
}

/** What is lost when instances come or go. */
export function predictLostByScaling(): Expectation {
  return exactly(0, 'An instance gets requests once it listens, and ends once it gets none.');
}

/** The largest distance of an instance's share of the requests from an even one. */
export function predictSpread(): Expectation {
  return between(0, 0.02, 'Round robin gives every instance its turn, the new ones too.');
}

/**
 * Users who are logged out when instances come or go.
 * @param moved users whom affinity leads to another instance than the one that knows them
 */
export function predictLoggedOutByScaling(mode: Axes, population: Population, moved: number): Expectation {
  return mode.balancing === 'sticky' && diesWithInstance(mode)
    ? exactly(moved, 'Whoever is led to another instance than before is unknown there.')
    : predictLoggedOutByRestart(mode, population);
}

/** Whether a request of that kind is asked of Redis, so that it is refused (503) while Redis does not answer. */
export function needsRedis(mode: Axes, kind: 'read' | 'write'): boolean {
  return mode.state === 'redis' && (kind === 'write' || !mode.refresh);
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

/** The secret or key set that is changed. */
export type KeyRing = 'session' | 'jwt' | 'published';

/** Whether credentials of the mode are signed with that ring, so that to change it concerns them. */
export function signsWith(mode: Axes, ring: KeyRing): boolean {
  if (ring === 'session') return mode.credential === 'session' && mode.keys === 'shared';
  return mode.credential === 'jwt' && mode.keys === (ring === 'jwt' ? 'shared' : 'published');
}

/** Of so many credentials, how many are refused once the key that signed them is no longer accepted. */
export function predictRefusedByRetirement(mode: Axes, ring: KeyRing, credentials: number): Expectation {
  return signsWith(mode, ring)
    ? exactly(credentials, 'No instance accepts what the retired key has signed.')
    : exactly(0, 'The credential was not signed with this key.');
}

/** Users who are logged out by it: who has a refresh token, which nothing signs, renews what was refused. */
export function predictLoggedOutByRetirement(mode: Axes, ring: KeyRing, users: number): Expectation {
  return mode.refresh
    ? exactly(0, 'A refresh token is not signed: it gets an access token that the new key has signed.')
    : predictRefusedByRetirement(mode, ring, users);
}

/** Seconds from the retirement of a key until every instance refuses what it has signed. */
export function predictSecondsUntilRetired(): Expectation {
  return between(
    0,
    1,
    'Each instance is told at once, and looks at the published keys several times a second.',
  );
}

/** Valid credentials refused while both keys are accepted. */
export function predictRefusedDuringOverlap(): Expectation {
  return exactly(0, 'Every instance accepts both keys before the first one signs with the new one.');
}

/**
 * The share of users whom affinity sends to another instance when N becomes M. A consistent hash moves what the new
 * ones take, or what the removed ones had, and no more: |M − N| of the larger number.
 */
export function predictMoved(mode: Axes, from: number, to: number, users: number): Expectation {
  if (mode.balancing !== 'sticky') return exactly(0, 'Nobody has a place to be moved from.');
  const share = Math.abs(to - from) / Math.max(from, to);
  // Three standard deviations of the users, and a tenth for hash points that are not quite evenly spread.
  const margin = 3 * Math.sqrt((share * (1 - share)) / users) + share / 10;
  const reason =
    'A consistent hash moves only what is taken over by the instances that come, or left by those that go.';
  return between(Math.max(0, share - margin), Math.min(1, share + margin), reason);
}
