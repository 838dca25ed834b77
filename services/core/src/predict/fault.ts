// Predicts the effect of a crash, restart or stall of an instance, and of adding or removing instances.
import type { Axes } from '../axes.js';
import { between, byChance, byChances, type Expectation, exactly } from './expectation.js';

/** The users who were logged in when the fault was injected. */
export interface Population {
  readonly members: number;
  /** Of these, the users with a credential from an instance that the fault ends. */
  readonly issuedByLost: number;
  /** Further log-ins that a log-out had revoked. */
  readonly loggedOut: number;
}

/** Whether a log-in is lost with its instance: the session or the key is only in the memory there. */
export function diesWithInstance(mode: Axes): boolean {
  return (mode.credential === 'session' && mode.state === 'memory') || mode.keys === 'own';
}

/** Predicts the users logged out when instances restart, after a crash or on request. */
export function predictLoggedOutByRestart(mode: Axes, { issuedByLost }: Population): Expectation {
  return diesWithInstance(mode)
    ? exactly(
        issuedByLost,
        'The session or the key was only in the memory of the instance that logged them in.',
      )
    : exactly(0, 'Neither the session nor the key is only in the memory of one instance.');
}

/** Reads that fail at a crash of one instance: the balancer retries them. */
export function predictLostReadsAroundCrash(): Expectation {
  return exactly(0, 'If an instance does not answer a GET, the balancer retries it at another.');
}

/** The number of tries in flight before the balancer detects the first refused connection. */
const triesAtOnce = 2;

/** How long the balancer waits for a connection. A container without a network refuses none, so each one takes so long. */
export const connectTimeoutMs = 250;

interface Unretried {
  /** Reads in flight at the crash. */
  readonly inFlight: number;
  readonly secondsGone: number;
  readonly instances: number;
  /** The most reads that were sent within `connectTimeoutMs`, to any instance. */
  readonly duringConnect: number;
}

/**
 * Reads that fail if the balancer does not retry: those in flight, those that wait for their first connection together,
 * then those by which it detects the crash, once a second while the instance is down.
 */
export function predictLostReadsWithoutRetry({
  inFlight,
  secondsGone,
  instances,
  duringConnect,
}: Unretried): Expectation {
  const explanation = 'The requests in flight, and those by which the balancer notices the crash.';
  const waiting = byChance(1 / instances, duringConnect, explanation).predicted[1];
  const noticing = triesAtOnce * (Math.ceil(secondsGone) + 1);
  return between(0, inFlight + waiting + noticing, explanation);
}

/** Writes that fail: those in flight, since the balancer does not retry a write that may have been carried out. */
export function predictLostWritesAroundCrash(inFlight: number): Expectation {
  return between(0, inFlight, 'Only writes in flight: a write that was sent is not retried.');
}

/** Seconds from the crash to the last failed request. */
export function predictSecondsUntilClean(): Expectation {
  return between(0, 1, 'The balancer notices the first refused connection, and uses the other instances.');
}

/** Seconds from a fault to the last lost request. @param most seconds until no request may be lost */
export function predictRecovery(mayLose: boolean, most: number): Expectation {
  return mayLose
    ? between(0, most, 'Requests fail until the failed part is back, or another is used in its place.')
    : exactly(0, 'No request fails.');
}

/** Requests that fail while all instances are restarted in turn, each after it has finished its requests. */
export function predictLostByRollingRestart(): Expectation {
  return exactly(0, 'An instance stops listening, finishes its requests, and exits when it gets no more.');
}

/** `proxy_read_timeout`: nginx then retries at another instance, or fails the request. */
const readTimeoutSeconds = 10;

/** The probability that a request of a user reaches the stalled instance, one of N. */
export function shareOfStalled(mode: Axes, instances: number, isIssuer: boolean): number {
  if (mode.balancing === 'sticky') return isIssuer ? 1 : 0;
  return 1 / instances;
}

/**
 * The number of requests, or of users, that wait for the stalled instance.
 * @param certain for each that waits if it reaches the instance, the probability that it does
 * @param possible the same for each that may wait if it reaches the instance
 */
export function predictWaiting(
  mode: Axes,
  { certain, possible }: { readonly certain: readonly number[]; readonly possible: readonly number[] },
): Expectation {
  const reason =
    mode.balancing === 'sticky'
      ? 'The balancer keeps sending the users of the stalled instance there, and no others.'
      : 'The balancer keeps giving the stalled instance its turn: one request in N waits for it.';
  const [low] = byChances(certain, reason).predicted;
  const [, high] = byChances(possible, reason).predicted;
  return between(low, high, reason);
}

interface StallConditions {
  readonly stallSeconds: number;
  /** Requests in flight when the stall began. */
  readonly underWay: number;
  /** Requests that may wait for the instance. */
  readonly waiting: number;
}

/** Requests that fail if the stall is shorter than nginx's timeout. */
export function predictLostByStall(mode: Axes, { underWay, waiting }: StallConditions): Expectation {
  if (mode.refresh)
    return between(0, underWay + waiting, 'An access token may expire while its request waits.');
  if (mode.state === 'redis')
    return between(0, underWay, 'Commands to Redis that were in flight time out when the instance resumes.');
  return exactly(
    0,
    `nginx waits ${readTimeoutSeconds} s for an answer, which is longer than the stall: requests wait.`,
  );
}

/** Predicts the users logged out by a stall. */
export function predictLoggedOutByStall(): Expectation {
  return exactly(0, 'A stalled instance keeps its memory.');
}

/** Milliseconds to the slowest answer: the whole stall, and the time to answer the waiting requests. */
export function predictSlowestWhileInstanceStalled(stallSeconds: number): Expectation {
  return between(
    0,
    stallSeconds * 1000 + 1000,
    'It answers the waiting requests within a second after the stall.',
  );
}

/** Requests that fail when instances are added or removed. */
export function predictLostByScaling(): Expectation {
  return exactly(0, 'An instance gets requests once it listens, and exits once it gets no more.');
}

/** The largest distance of an instance's share of the requests from an even one. One request more or less is no unevenness. */
export function predictSpread(requests: number): Expectation {
  return between(
    0,
    0.02 + 1 / Math.max(1, requests),
    'Round robin gives every instance its turn, new ones included.',
  );
}

/** The number of instances before and after. */
interface Scaling {
  readonly from: number;
  readonly to: number;
}

/** Predicts the users logged out when instances are added or removed. */
export function predictLoggedOutByScaling(
  mode: Axes,
  population: Population,
  { from, to }: Scaling,
): Expectation {
  const { members } = population;
  const isMovedAway = mode.balancing === 'sticky' && diesWithInstance(mode) && to > from;
  if (!isMovedAway || members === 0) return predictLoggedOutByRestart(mode, population);
  const [least, most] = predictMoved(mode, from, to, members).predicted;
  const reason =
    'Affinity moves a share of the users to the new instances, which do not know their sessions.';
  return between(Math.ceil(members * least), Math.floor(members * most), reason);
}

/**
 * The share of users that affinity sends to another instance when N becomes M. A consistent hash moves only the users
 * of new or removed instances: |M − N| of the larger number.
 */
export function predictMoved(mode: Axes, from: number, to: number, users: number): Expectation {
  if (mode.balancing !== 'sticky') return exactly(0, 'Without affinity no user belongs to an instance.');
  const share = Math.abs(to - from) / Math.max(from, to);
  const reason = 'A consistent hash moves only the users of the instances that are added or removed.';
  if (users === 0) return between(0, 1, reason);
  const [least, most] = byChance(share, users, reason).predicted;
  // A tenth for hash points that are not quite evenly spread.
  return between(Math.max(0, least / users - share / 10), Math.min(1, most / users + share / 10), reason);
}
