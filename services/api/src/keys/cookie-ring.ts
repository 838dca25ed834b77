// The secrets of session cookies: the first one signs, all of them are accepted.
import { fingerprint } from './fingerprint.js';
import type { SecretRing } from './secret-ring.js';

export interface CookieRing extends SecretRing {
  /** Another array after each change, so that whoever remembers what these have signed can tell. */
  readonly secrets: readonly string[];
}

export function cookieRing(secret: string): CookieRing {
  let secrets: readonly string[] = [secret];
  return {
    get secrets() {
      return secrets;
    },
    async replace({ current, accepted }) {
      secrets = [...new Set([current, ...accepted])];
    },
    names: () => secrets.map(fingerprint),
  };
}
