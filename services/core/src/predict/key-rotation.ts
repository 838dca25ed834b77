// What is left of a log-in when the keys are replaced: which of them signs a mode's credentials.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';

/** The secret or key set that is changed. */
export type KeyRing = 'session' | 'jwt' | 'published';

/** Whether credentials of the mode are signed with that ring, so that to change it concerns them. */
export function signsWith(mode: Axes, ring: KeyRing): boolean {
  if (ring === 'session') return mode.credential === 'session' && mode.keys === 'shared';
  return mode.credential === 'jwt' && mode.keys === (ring === 'jwt' ? 'shared' : 'published');
}

/** Of so many credentials, how many are refused once the key that signed them is no longer accepted. */
export function predictRefusedByRetirement(mode: Axes, ring: KeyRing, credentials: number): Expectation {
  return signsWith(mode, ring)
    ? exactly(credentials, 'No instance accepts what the retired key has signed.')
    : exactly(0, 'The credential was not signed with this key.');
}

/** Users who are logged out by it: who has a refresh token, which nothing signs, renews what was refused. */
export function predictLoggedOutByRetirement(mode: Axes, ring: KeyRing, users: number): Expectation {
  return mode.refresh
    ? exactly(0, 'A refresh token is not signed: it gets an access token that the new key has signed.')
    : predictRefusedByRetirement(mode, ring, users);
}

/** Seconds from the retirement of a key until every instance refuses what it has signed. */
export function predictSecondsUntilRetired(): Expectation {
  return between(
    0,
    1,
    'Each instance is told at once, and looks at the published keys several times a second.',
  );
}

/** Valid credentials refused while both keys are accepted. */
export function predictRefusedDuringOverlap(): Expectation {
  return exactly(0, 'Every instance accepts both keys before the first one signs with the new one.');
}
