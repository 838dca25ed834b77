// Predicts the rotation of refresh tokens: the rules of a family, however often one token is used (RFC 9700 §4.14.2).
import { between, type Expectation, exactly } from './expectation.js';

/** The default of REFRESH_GRACE: for so long a used refresh token returns the same successor again. */
export const defaultGraceSeconds = 10;

/** Each is a number of families or answers among all that were tried. */
export const rotationExpectations = {
  forked: exactly(
    0,
    'The store marks a token as used and stores its successor in one step; every other use returns the same successor.',
  ),
  unaccounted: exactly(0, 'Each of the simultaneous refreshes is granted or refused.'),
  survivedReuse: exactly(
    0,
    'A used token that is used again after the grace period was copied: the whole family is revoked.',
  ),
} as const satisfies Record<string, Expectation>;

/**
 * Honest users who are logged out because they use a refresh token again that was used some time ago.
 * @param secondsSinceSpent the least and the most time that can have passed
 */
export function predictLoggedOutByReuse(
  users: number,
  secondsSinceSpent: readonly [least: number, most: number],
  graceSeconds: number,
): Expectation {
  const [least, most] = secondsSinceSpent;
  if (most < graceSeconds)
    return exactly(0, 'Within the grace period a used token returns the same successor again.');
  if (least >= graceSeconds)
    return exactly(
      users,
      'After the grace period a late tab cannot be told from a thief: the family is revoked.',
    );
  return between(0, users, 'Some are used within the grace period and some after it.');
}
