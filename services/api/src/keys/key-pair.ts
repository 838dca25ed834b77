// Key pairs for ES256: created here, and imported from the public keys of other instances.
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { PublicKey } from './key-directory.js';

export const algorithm = 'ES256';

/** Verifies signatures. */
export interface TrustedKey {
  readonly jwk: PublicKey;
  readonly key: CryptoKey;
}

export interface KeyPair extends TrustedKey {
  readonly privateKey: CryptoKey;
}

/** A new key pair, named after its issuer and its thumbprint (RFC 7638). */
export async function createKeyPair(instanceId: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const jwk = await exportJWK(publicKey);
  const kid = `${instanceId}-${await calculateJwkThumbprint(jwk)}`;
  return { jwk: { ...jwk, kid, alg: algorithm, use: 'sig' }, key: publicKey, privateKey };
}

/** Whether the key is this instance's. A thumbprint has 43 characters, any of which may be a hyphen. */
export function isIssuedBy(instanceId: string, kid: string): boolean {
  return kid.slice(0, -44) === instanceId;
}

/** Undefined unless it is a public key for the one algorithm. */
export async function importPublicKey(jwk: PublicKey): Promise<TrustedKey | undefined> {
  const { kty, crv, x = '', y = '' } = jwk;
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  const key = await importJWK({ kty, crv, x, y }, algorithm).catch(() => undefined);
  return key && { jwk, key: key as CryptoKey };
}
