// A key ring: the key that signs new tokens, and the keys by which tokens are checked. Either may change at any time.
import type { CryptoKey, JWK } from 'jose';
import type { CookieRing } from './secret-ring.js';

export interface KeyRing {
  /** The one algorithm that this ring signs with and accepts (RFC 8725 §3.1). */
  readonly algorithm: 'HS256' | 'ES256';
  /** The name of the signing key, written into the header of each token. */
  readonly kid: string;
  readonly signingKey: CryptoKey;
  /** Whether a token that was checked with this key may still be accepted. Asked on every request. */
  trusts(kid: string): boolean;
  /** The key to check with, or undefined for a key that this instance does not trust. */
  find(kid: string): Promise<CryptoKey | undefined>;
  /** The public keys by which anyone can check, none where the keys are secret. */
  publicKeys(): Promise<readonly JWK[]>;
}

/** What one value of the `keys` axis gives an instance. */
export interface Keys {
  readonly tokens: KeyRing;
  /** Signs session cookies. Undefined where keys are published: a cookie is checked by its own issuer alone. */
  readonly cookies: CookieRing | undefined;
  /** Stops what runs in the background. */
  close?(): void;
}
