// Rotating refresh tokens: what must be true of a family of them, however often one token is used (RFC 9700 §4.14.2).
import { between, type Expectation, exactly } from './expectation.js';

/** How long a spent refresh token gives its descendant again, unless REFRESH_GRACE says otherwise. */
export const defaultGraceSeconds = 10;

/** Each is a number of families or answers out of however many were tried. */
export const rotationExpectations = {
  forked: exactly(
    0,
    'One step of the store spends a token and enters its descendant; every other use gives that one again.',
  ),
  unaccounted: exactly(0, 'However many come at once, each refresh is granted or refused.'),
  survivedReuse: exactly(
    0,
    'A spent token that comes back after the grace has been copied: the whole family is revoked.',
  ),
} as const satisfies Record<string, Expectation>;

/**
 * Honest users who are logged out because they present a refresh token again that was spent a while ago.
 * @param secondsSinceSpent the least and the most that can have passed
 */
export function predictLoggedOutByReuse(
  users: number,
  secondsSinceSpent: readonly [least: number, most: number],
  graceSeconds: number,
): Expectation {
  const [least, most] = secondsSinceSpent;
  if (most < graceSeconds)
    return exactly(
      0,
      'Within the grace a spent token gives the same descendant again, to whoever presents it.',
    );
  if (least >= graceSeconds)
    return exactly(users, 'After the grace nothing tells a late tab from a thief: the family is revoked.');
  return between(0, users, 'Some come within the grace and some after it.');
}
