// Leaves nothing behind of what this page has stored: tokens by removing them, cookies by logging out.
import { catalogue, findMode } from '@scale-out-lab/core';
import { pageClient } from './client.js';
import { placeNames, places } from './places.js';

/** Modes that have set a cookie for this page, as far as it knows: it cannot look. */
const withCookie = new Set<string>();

export function noteCookie(mode: string, isThere: boolean): void {
  if (isThere) withCookie.add(mode);
  else withCookie.delete(mode);
}

/** No script can remove an HttpOnly cookie. An instance that does not know it may refuse, so others are asked too. */
const tries = 9;

/** @param shown the mode in which a cookie may have been left before the page was loaded anew */
export async function cleanUp(shown: string): Promise<void> {
  for (const name of withCookie.add(shown)) {
    const mode = findMode(name);
    if (!mode) continue;
    const client = pageClient(mode, places.cookie);
    for (let count = 0; count < tries; count += 1) {
      const { status, code } = await client.logOut();
      if (status === 200 || code === 'missing-credential') break;
    }
  }
  withCookie.clear();
  for (const { name } of catalogue) for (const place of placeNames) places[place].forget(name);
}
