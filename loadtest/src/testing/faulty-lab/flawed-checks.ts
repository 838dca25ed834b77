// The signature check of each fault: it accepts a token that is not signed properly.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Fault } from './fault.js';
import { hmac, isBy, type LabKeys } from './lab-keys.js';

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
