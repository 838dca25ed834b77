// Rings of secrets: the first one signs, all of them are accepted.
import { createHmac } from 'node:crypto';

export interface Secrets {
  /** Signs, and is accepted. */
  readonly current: string;
  /** Accepted too, as long as credentials that they signed are to be accepted. */
  readonly accepted: readonly string[];
}

export interface SecretRing {
  /** In force for the next request: signatures of a secret that is no longer listed are refused from then on. */
  replace(secrets: Secrets): Promise<void>;
  /** The public name of each secret, the signing one first. */
  names(): readonly string[];
}

/** The secrets of session cookies. */
export interface CookieRing extends SecretRing {
  /** Another array after each change, so that a cache of signatures can see the change. */
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

/** A public name for a secret: equal for equal secrets, and of no help in finding one. */
export function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('kid').digest('base64url').slice(0, 11);
}
