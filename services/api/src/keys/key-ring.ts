// A key ring: the key that signs new tokens, and the keys by which tokens are checked. Either may change at any time.
import type { CryptoKey, JWK } from 'jose';
import type { CookieRing } from './secret-ring.js';

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
  /** Signs session cookies. Undefined for published keys, since only its issuer checks a cookie. */
  readonly cookies: CookieRing | undefined;
  /** Stops the work in the background. */
  close?(): void;
}
