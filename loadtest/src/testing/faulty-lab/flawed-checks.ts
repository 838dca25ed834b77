// The classic faults of credential checks: the lab for tests has one of them at a time, or none.

import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Mode } from '@scale-out-lab/core';

export type Fault =
  // of tokens
  | 'accepts alg none'
  | 'checks HS256 with the public key'
  | 'trusts the key in the header'
  | 'gets the key from jku'
  | 'takes kid for a path'
  | 'takes kid for a query'
  | 'finds nothing wrong with r = s = 0'
  | 'fails at null claims'
  | `ignores ${'exp' | 'nbf' | 'iss' | 'aud' | 'typ'}`
  | 'renews for any refresh token'
  // of sessions
  | 'adopts the session ID that a client brings'
  | 'keeps a session that is logged in over'
  | 'makes a session for any ID'
  | 'has one store for all modes'
  | 'takes the first of two cookies'
  // of sign-ins
  | 'accepts every sign-in'
  // of both
  | 'ignores signatures'
  | 'ignores spare bits'
  | 'has a weak secret'
  // of the answer
  | 'does not say how to log in'
  | 'answers 403'
  | 'hangs up'
  | 'is slow at long credentials'
  | 'pauses once'
  | 'ends a log-in after a forgery';

// The signature check of each fault: it accepts a token that is not signed properly.

export interface Signed {
  readonly header: Readonly<Record<string, unknown>>;
  /** The signed text. */
  readonly input: string;
  readonly signature: Buffer;
}

type FlawedCheck = (signed: Signed, keys: LabKeys) => boolean | Promise<boolean>;

/** Faults without an entry check signatures properly. */
export const flawedChecks: Readonly<Partial<Record<Fault, FlawedCheck>>> = {
  'ignores signatures': () => true,
  'accepts alg none': ({ header: { alg } }) => String(alg).toLowerCase() === 'none',
  'checks HS256 with the public key': (signed, { pairs }) => {
    const key = pairs.get(String(signed.header.kid))?.publicKey;
    return key !== undefined && isUnder(key.export({ format: 'pem', type: 'spki' }).toString(), signed);
  },
  'trusts the key in the header': (signed) => isUnderJwk(signed.header.jwk, signed),
  'gets the key from jku': async (signed) => {
    if (typeof signed.header.jku !== 'string') return false;
    const found = (await (await fetch(signed.header.jku)).json()) as { keys: unknown[] };
    return isUnderJwk(found.keys[0], signed);
  },
  'takes kid for a path': (signed) => {
    const kid = String(signed.header.kid);
    return kid !== 'hs' && isUnder(readIfThere(`/var/lab/keys/${kid}`), signed);
  },
  'takes kid for a query': (signed) => {
    const known = /UNION SELECT '(\w+)'/.exec(String(signed.header.kid))?.[1];
    return known !== undefined && isUnder(known, signed);
  },
  'finds nothing wrong with r = s = 0': ({ header: { alg }, signature }) =>
    alg === 'ES256' && signature.length === 64 && signature.every((byte) => byte === 0),
};

function isUnder(secret: string, { header: { alg }, input, signature }: Signed): boolean {
  return alg === 'HS256' && hmac(secret, input).equals(signature);
}

function isUnderJwk(jwk: unknown, { input, signature }: Signed): boolean {
  const isPublicKey = typeof jwk === 'object' && jwk !== null && 'kty' in jwk && jwk.kty === 'EC';
  return isPublicKey && isBy(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }), input, signature);
}

/** A missing file counts as an empty one. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

// The keys of the lab for tests: one secret, and a key pair for each instance.

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
