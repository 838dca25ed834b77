// Predicts the effect of a crash or restart of instances: which mode loses log-ins with an instance.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';

/** The users who were logged in when the fault was injected. */
export interface Population {
  readonly members: number;
  /** Of these, the ones whose credential an instance issued that the fault ends. */
  readonly issuedByLost: number;
  /** Further log-ins that a log-out had revoked. */
  readonly loggedOut: number;
}

/** Whether a log-in is lost with its instance: the session or the key is only in the memory there. */
export function diesWithInstance(mode: Axes): boolean {
  return (mode.credential === 'session' && mode.state === 'memory') || mode.keys === 'own';
}

/** Users who are logged out when instances restart, after a crash or on request. */
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

/** The number of tries in flight before the balancer notices the first refused connection. */
const triesAtOnce = 2;

/**
 * Reads that fail if the balancer does not retry: those in flight, then those by which it notices the crash, once a
 * second while the instance is down.
 */
export function predictLostReadsWithoutRetry(inFlight: number, secondsGone: number): Expectation {
  const noticing = triesAtOnce * (Math.ceil(secondsGone) + 1);
  return between(
    0,
    inFlight + noticing,
    'The requests in flight, and those by which the balancer notices the crash.',
  );
}

/** Writes that fail: those in flight, since the balancer does not retry a write that may have been carried out. */
export function predictLostWritesAroundCrash(inFlight: number): Expectation {
  return between(0, inFlight, 'Only writes in flight: a write that was sent is not retried.');
}

/** Seconds from the crash to the last failed request. */
export function predictSecondsUntilClean(): Expectation {
  return between(0, 1, 'The balancer notices the first refused connection, and uses the other instances.');
}

/** Requests that fail while all instances are restarted in turn, each after it has finished its requests. */
export function predictLostByRollingRestart(): Expectation {
  return exactly(0, 'An instance stops listening, finishes its requests, and exits when it gets no more.');
}
