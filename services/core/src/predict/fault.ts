// What is left of a log-in when an instance dies: where each mode keeps what a log-in needs.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';

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

/** So many tries may be under way before the balancer has noticed the first that is refused. */
const triesAtOnce = 2;

/**
 * Reads that it costs where the balancer asks nobody else: what was under way, then those by which it notices,
 * once a second for as long as the instance is gone.
 */
export function predictLostReadsWithoutRetry(inFlight: number, secondsGone: number): Expectation {
  const noticing = triesAtOnce * (Math.ceil(secondsGone) + 1);
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
