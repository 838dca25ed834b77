// The keys of the lab for tests: one secret, and a key pair for each instance.
import { createHmac, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { Mode } from '@scale-out-lab/core';

export interface LabKeys {
  readonly secret: string;
  readonly pairs: ReadonlyMap<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>;
}

export function makeKeys(secret: string, instances: readonly string[]): LabKeys {
  const makePair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { secret, pairs: new Map(instances.map((instance) => [`es-${instance}`, makePair()])) };
}

/** The JSON Web Key Set of all instances. */
export function publish({ pairs }: LabKeys): object {
  const toJwk = ([kid, { publicKey }]: [string, { publicKey: KeyObject }]) => ({
    ...publicKey.export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
    use: 'sig',
  });
  return { keys: Array.from(pairs, toJwk) };
}

export function nameKey({ keys }: Mode, instance: string) {
  return keys === 'published' ? { alg: 'ES256', kid: `es-${instance}` } : { alg: 'HS256', kid: 'hs' };
}

export function signInput({ secret, pairs }: LabKeys, kid: string, input: string): Buffer {
  const key = pairs.get(kid)?.privateKey;
  return key ? sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }) : hmac(secret, input);
}

export function hmac(secret: string, input: string): Buffer {
  return createHmac('sha256', secret).update(input).digest();
}

export function isBy(key: KeyObject | undefined, input: string, signature: Buffer): boolean {
  if (key === undefined) return false;
  return verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature);
}
