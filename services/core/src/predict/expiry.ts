// Predicts expiry: when a credential stops working, and how far wrong clocks may move that moment.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';

/** The largest tolerated difference of two clocks: for another instance, a new token may lie so far in the future. */
export const clockToleranceSeconds = 30;

/** Seconds after its expiry, by the clock of the verifying instance, at which a credential is last accepted. */
export function predictOverstay(mode: Axes): Expectation {
  return mode.credential === 'jwt'
    ? exactly(0, 'A token is refused from the second in `exp` (RFC 7519 §4.1.4).')
    : between(0, 1, 'The store deletes a session when it expires, to the second.');
}

/** Seconds before its expiry at which a credential is refused too early. */
export function predictEarlyRefusal(): Expectation {
  return exactly(0, 'Until then an instance that could check the credential accepts it.');
}

/** Seconds from the first request after the expiry to the first refusal, at the slowest instance; polls are half a second apart. */
export function predictFirstRefusal(): Expectation {
  return between(0, 1.5, 'Every instance refuses it within a second after its expiry.');
}

/** The largest difference of the clocks of the instances, in seconds. */
export function predictClockSpread(): Expectation {
  const reason = `\`nbf\` lies ${clockToleranceSeconds} s before \`iat\`: with a larger difference a new token would lie in the future.`;
  return between(0, clockToleranceSeconds, reason);
}
