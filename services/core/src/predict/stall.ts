// Predicts the effect of a stalled instance: requests wait for it, but do not fail.
import type { Axes } from '../axes.js';
import { between, byChances, type Expectation, exactly } from './expectation.js';

/** `proxy_read_timeout`: nginx then retries at another instance, or fails the request. */
export const readTimeoutSeconds = 10;

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

export interface StallConditions {
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

/** Users who are logged out by the stall. */
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
