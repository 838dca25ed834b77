// Predicts rotation: of refresh tokens by the rules of a family, however often one token is used (RFC 9700 §4.14.2), and of
// keys, where a mode loses the credentials that a retired key has signed.
import type { Axes } from '../axes.js';
import type { KeyRing } from '../key-ring.js';
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
 * @param secondsSinceSpent the least and the most time that can have passed; below 0 for a token that may be unused
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

/** Whether the keys of that ring sign the credentials of the mode. */
export function signsWith(mode: Axes, ring: KeyRing): boolean {
  if (ring === 'session') return mode.credential === 'session' && mode.keys === 'shared';
  return mode.credential === 'jwt' && mode.keys === (ring === 'jwt' ? 'shared' : 'published');
}

/** Credentials that are refused once the key that signed them is no longer accepted. */
export function predictRefusedByRetirement(mode: Axes, ring: KeyRing, credentials: number): Expectation {
  return signsWith(mode, ring)
    ? exactly(credentials, 'No instance accepts a signature of the retired key.')
    : exactly(0, 'The credential was not signed with this key.');
}

/** Predicts the users logged out. A refresh token is not signed, so it still gets a new access token. */
export function predictLoggedOutByRetirement(mode: Axes, ring: KeyRing, users: number): Expectation {
  return mode.refresh
    ? exactly(0, 'A refresh token is not signed: it gets an access token signed with the new key.')
    : predictRefusedByRetirement(mode, ring, users);
}

/** Seconds from the retirement of a key until every instance refuses its signatures. */
export function predictSecondsUntilRetired(): Expectation {
  return between(
    0,
    1,
    'Each instance gets the new keys at once, and polls the published keys several times a second.',
  );
}

/** Valid credentials refused while both keys are accepted. */
export function predictRefusedDuringOverlap(): Expectation {
  return exactly(0, 'Every instance accepts both keys before the first one signs with the new one.');
}
