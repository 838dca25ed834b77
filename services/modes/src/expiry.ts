// Expiry: when a credential stops working, seen from outside, and how much wrong clocks may move that moment.
import type { Axes } from './axes.js';
import { between, type Expectation } from './expectation.js';

/** How far the clocks of two instances may be apart: a new token may be so far in the future of another instance. */
export const clockToleranceSeconds = 30;

/**
 * Seconds from the expiry to the last request that is accepted, by the clock of the instance that accepts it; negative
 * is before. `resolutionSeconds` lie between two requests, and between two readings of a clock.
 */
export function predictLastAccepted(mode: Axes, resolutionSeconds: number): Expectation {
  const low = -(1 + resolutionSeconds);
  return mode.credential === 'jwt'
    ? between(
        low,
        0,
        'A token is refused from the second that `exp` names (RFC 7519 §4.1.4), and not before.',
      )
    : between(low, 1, 'The store drops the session when its time is over, to the second.');
}

/** Seconds from the expiry to the first refusal on every instance. */
export function predictFirstRefusal(mode: Axes, resolutionSeconds: number): Expectation {
  return mode.credential === 'jwt'
    ? between(
        -resolutionSeconds,
        1 + resolutionSeconds,
        'No instance accepts it in the second after its expiry.',
      )
    : between(-1, 1 + resolutionSeconds, 'No instance accepts it in the second after its expiry.');
}

export function predictClockSpread(): Expectation {
  return between(
    0,
    clockToleranceSeconds,
    `\`nbf\` lies ${clockToleranceSeconds} s before \`iat\`: clocks further apart make a new token one of the future.`,
  );
}
