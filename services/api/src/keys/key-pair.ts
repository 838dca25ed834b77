// Key pairs for ES256: made here, and read from where others have published their public halves.
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { PublicKey } from './key-board.js';

export const algorithm = 'ES256';

/** By which a signature is checked. */
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

/** Whose key it is: a thumbprint has 43 characters, any of which may be a hyphen. */
export function isIssuedBy(instanceId: string, kid: string): boolean {
  return kid.slice(0, -44) === instanceId;
}

/** Undefined for what is no public key for the one algorithm. */
export async function importPublicKey(jwk: PublicKey): Promise<TrustedKey | undefined> {
  const { kty, crv, x = '', y = '' } = jwk;
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  const key = await importJWK({ kty, crv, x, y }, algorithm).catch(() => undefined);
  return key && { jwk, key: key as CryptoKey };
}
