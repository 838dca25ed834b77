// What is left while one instance is frozen: nothing is lost that waits, and that is what loss does not show.
import type { Axes } from '../axes.js';
import { between, byChances, type Expectation, exactly } from './expectation.js';

/** For so long nginx waits for an answer (`proxy_read_timeout`) before it asks another instance or gives up. */
export const readTimeoutSeconds = 10;

/** The probability that a request of a user meets the frozen instance, one of N. */
export function shareOfFrozen(mode: Axes, instances: number, isIssuer: boolean): number {
  if (mode.balancing === 'sticky') return isIssuer ? 1 : 0;
  return 1 / instances;
}

/**
 * How many wait for the frozen instance, as requests or as users.
 * @param certain for each that would wait for certain if it met the instance, the probability that it does
 * @param possible the same for each that might wait
 */
export function predictWaiting(
  mode: Axes,
  { certain, possible }: { readonly certain: readonly number[]; readonly possible: readonly number[] },
): Expectation {
  const reason =
    mode.balancing === 'sticky'
      ? 'The balancer goes on sending its users to the frozen instance, and nobody else.'
      : 'The balancer goes on giving the frozen instance its turn: one request in N waits for it.';
  const [low] = byChances(certain, reason).predicted;
  const [, high] = byChances(possible, reason).predicted;
  return between(low, high, reason);
}

export interface StallConditions {
  readonly stallSeconds: number;
  /** Requests that were under way when the instance froze. */
  readonly underWay: number;
  /** Requests that may wait for it. */
  readonly waiting: number;
}

/** Requests lost, while the instance is frozen for less than nginx's timeout. */
export function predictLostByStall(mode: Axes, { underWay, waiting }: StallConditions): Expectation {
  if (mode.refresh)
    return between(0, underWay + waiting, 'An access token may expire while its request waits.');
  if (mode.state === 'redis')
    return between(0, underWay, 'What waited for Redis when the instance froze is given up when it wakes.');
  return exactly(
    0,
    `nginx waits ${readTimeoutSeconds} s for an answer, longer than the instance is frozen: what comes to it waits.`,
  );
}

/** Users who are logged out by it. */
export function predictLoggedOutByStall(): Expectation {
  return exactly(0, 'An instance forgets nothing while it is frozen.');
}

/** Milliseconds to the slowest answer: whoever came first waits for as long as it is frozen, and then for the others. */
export function predictSlowestWhileFrozen(stallSeconds: number): Expectation {
  return between(
    0,
    stallSeconds * 1000 + 1000,
    'It answers what has gathered within a second after it wakes.',
  );
}
