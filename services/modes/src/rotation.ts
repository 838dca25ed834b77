// Rotating refresh tokens: what must be true of a family of them, however often one token is used (RFC 9700 §4.14.2).
import { type Expectation, exactly } from './expectation.js';

/** Each is a number of families or answers out of however many were tried. */
export const rotationExpectations = {
  forked: exactly(
    0,
    'A token is spent and its successor entered in one step of the store, and a new successor replaces the one before.',
  ),
  unaccounted: exactly(0, 'However many come at once, each refresh is granted or refused.'),
  survivedReuse: exactly(
    0,
    'A spent token that comes back after the grace has been copied: the whole family is revoked.',
  ),
  lockedOut: exactly(
    0,
    'Whoever lost the answer to a refresh may repeat it within the grace, and goes on with the new successor.',
  ),
} as const satisfies Record<string, Expectation>;
