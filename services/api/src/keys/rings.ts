// Key rings: the key or secret that signs, and those that are accepted. Either may change at any time.
import { createHmac, webcrypto } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';

export interface KeyRing {
  /** The one algorithm that this ring signs with and accepts (RFC 8725 §3.1). */
  readonly algorithm: 'HS256' | 'ES256';
  /** The name of the signing key, written into the header of each token. */
  readonly kid: string;
  readonly signingKey: CryptoKey;
  /** Whether a token that was verified with this key may still be accepted. Called on every request. */
  trusts(kid: string): boolean;
  /** The key that verifies, or undefined for a key that this instance does not trust. */
  find(kid: string): Promise<CryptoKey | undefined>;
  /** The public keys with which anyone can verify; none if the keys are secret. */
  publicKeys(): Promise<readonly JWK[]>;
}

/** The keys of an instance for one value of the `keys` axis. */
export interface Keys {
  readonly tokens: KeyRing;
  /** Signs session cookies. Undefined for published keys: a cookie is signed with a secret. */
  readonly cookies: CookieRing | undefined;
  /** Stops the work in the background. */
  close?(): void;
}

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

/** The secrets of session cookies: the first one signs, all of them are accepted. */
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

export interface HmacRing extends KeyRing, SecretRing {}

/**
 * Secrets for tokens: a holder of a secret can verify its tokens, and can sign. A token names its secret (`kid`).
 * @param name the start of each `kid`, so that a reader of a token can identify the signer
 */
export async function hmacRing(name: string, secret: string): Promise<HmacRing> {
  let current = await importSecret(name, secret);
  let keys = new Map([[current.kid, current.key]]);
  return {
    algorithm: 'HS256',
    get kid() {
      return current.kid;
    },
    get signingKey() {
      return current.key;
    },
    trusts: (kid) => keys.has(kid),
    find: async (kid) => keys.get(kid),
    publicKeys: async () => [],
    async replace(secrets) {
      const first = await importSecret(name, secrets.current);
      const others = await Promise.all(secrets.accepted.map((each) => importSecret(name, each)));
      current = first;
      keys = new Map([first, ...others].map(({ kid, key }) => [kid, key]));
    },
    names: () => [...keys.keys()],
  };
}

async function importSecret(name: string, secret: string) {
  const bytes = new TextEncoder().encode(secret);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  return { kid: `${name}-${fingerprint(secret)}`, key };
}
