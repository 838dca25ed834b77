// A ring of secrets for tokens: a holder of a secret can verify its tokens, and can sign. A token names its secret (`kid`).
import { webcrypto } from 'node:crypto';
import type { CryptoKey } from 'jose';
import type { KeyRing } from './key-ring.js';
import { fingerprint, type SecretRing } from './secret-ring.js';

export interface HmacRing extends KeyRing, SecretRing {}

interface NamedKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** @param name the start of each `kid`, so that a reader of a token can tell whose key signed it */
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

async function importSecret(name: string, secret: string): Promise<NamedKey> {
  const bytes = new TextEncoder().encode(secret);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  return { kid: `${name}-${fingerprint(secret)}`, key };
}
