// Predicts the replacement of keys: a mode loses the credentials that a retired key has signed.
import type { Axes } from '../axes.js';
import type { KeyRing } from '../key-ring.js';
import { between, type Expectation, exactly } from './expectation.js';

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

/** Users who are logged out: a refresh token is not signed, and gets a new access token. */
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
