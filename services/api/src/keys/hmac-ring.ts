// A ring of one secret: whoever holds it can check a token, and can issue one.
import { createHmac, webcrypto } from 'node:crypto';
import type { KeyRing } from './key-ring.js';

/** @param name shown at the start of the `kid`, so that a reader of a token can tell whose key it was */
export async function hmacRing(name: string, secret: string): Promise<KeyRing> {
  const bytes = new TextEncoder().encode(secret);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  const kid = `${name}-${fingerprint(secret)}`;
  return {
    algorithm: 'HS256',
    kid,
    signingKey: key,
    trusts: (candidate) => candidate === kid,
    find: async (candidate) => (candidate === kid ? key : undefined),
    publicKeys: async () => [],
  };
}

/** Equal on all instances that share the secret, and of no help in finding it. */
function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('kid').digest('base64url').slice(0, 11);
}
