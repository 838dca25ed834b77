// A public key of an instance: its form, and the one algorithm for which it is accepted.
import { type CryptoKey, importJWK, type JWK } from 'jose';

export const algorithm = 'ES256';

/** A public key with the name that tokens use for it. */
export type PublicKey = JWK & { readonly kid: string };

/** Verifies signatures. */
export interface TrustedKey {
  readonly jwk: PublicKey;
  readonly key: CryptoKey;
}

/** Where the keys of all instances are published: a folder, or the instances themselves. */
export interface KeyDirectory {
  /** The names of the published keys. */
  list(): Promise<readonly string[]>;
  /** Publishes a key, or renews it. */
  publish(key: PublicKey): Promise<void>;
  /** From the next look on, no instance trusts the key. */
  remove(kid: string): Promise<void>;
  /** Whether the key was published a moment ago. Also false if the last look is too old; `find` looks again. */
  isPublished(kid: string): boolean;
  /** Reads the new keys, and resolves to all published ones. */
  look(): Promise<readonly TrustedKey[]>;
  /** All published keys as of the last look, if a look may wait for a machine that is down. */
  current(): Promise<readonly TrustedKey[]>;
  /** Looks at the directory unless the key is known to be published. */
  find(kid: string): Promise<TrustedKey | undefined>;
  close(): void;
}

/** Undefined unless it is a public key for the one algorithm. */
export async function importPublicKey(jwk: PublicKey): Promise<TrustedKey | undefined> {
  const { kty, crv, x = '', y = '' } = jwk;
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  const key = await importJWK({ kty, crv, x, y }, algorithm).catch(() => undefined);
  return key && { jwk, key: key as CryptoKey };
}
