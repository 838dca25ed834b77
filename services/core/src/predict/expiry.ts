// Expiry: when a credential stops working, seen from outside, and how much wrong clocks may move that moment.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';

/** How far the clocks of two instances may be apart: a new token may be so far in the future of another instance. */
export const clockToleranceSeconds = 30;

/** Seconds after its expiry, by the clock of the instance that is asked, at which a credential is last accepted. */
export function predictOverstay(mode: Axes): Expectation {
  return mode.credential === 'jwt'
    ? exactly(0, 'A token is refused from the second that `exp` names (RFC 7519 §4.1.4).')
    : between(0, 1, 'The store drops a session when its time is over, to the second.');
}

/** Seconds before its expiry at which it is refused already. */
export function predictEarlyRefusal(): Expectation {
  return exactly(0, 'Until then an instance that could check the credential accepts it.');
}

/** Seconds from the first request after the expiry to the first refusal, on the instance that takes longest; half a second to ask again. */
export function predictFirstRefusal(): Expectation {
  return between(0, 1.5, 'It is refused in the second after its expiry at the latest, wherever it is shown.');
}

/** How far the clocks of the instances may be apart, in seconds. */
export function predictClockSpread(): Expectation {
  const reason = `\`nbf\` lies ${clockToleranceSeconds} s before \`iat\`: clocks further apart would put a new token into the future.`;
  return between(0, clockToleranceSeconds, reason);
}
