// The formula against the examples of RFC 7515 and RFC 7520, and Wycheproof's HS256 vectors; in the browser's HMAC and in the loaded one.
import { decodeBase64url } from '@scale-out-lab/core';
import { describe, expect, it } from 'vitest';
import wycheproof from '../../../../../api/src/testing/vectors/json_web_signature_test.json?raw';
import rfc7515 from '../../../../../api/src/testing/vectors/rfc7515.json?raw';
import rfc7520 from '../../../../../api/src/testing/vectors/rfc7520/4_4.hmac-sha2_integrity_protection.json?raw';
import { hmacSha256, signParts, signSteps, toHex } from './hmac.js';

const bytesOf = (text: string) => decodeBase64url(text) ?? expect.fail(`no base64url: ${text}`);

const [a1] = JSON.parse(rfc7515).examples;
const cookbook = JSON.parse(rfc7520);

it.each([
  ['RFC 7515 A.1', a1.jws, a1.key.k],
  ['RFC 7520 §4.4', cookbook.output.compact, cookbook.input.key.k],
])('signs the example of %s as it is printed there', async (_source, jws: string, k: string) => {
  const [header = '', payload = '', signature] = jws.split('.');
  const steps = await signParts(header, payload, bytesOf(k));
  expect(steps).toMatchObject({ input: `${header}.${payload}`, signature, token: jws });
});

interface Group {
  readonly private: { readonly alg?: string; readonly k?: string };
  readonly tests: readonly { readonly tcId: number; readonly jws: string; readonly result: string }[];
}
const groups: readonly Group[] = JSON.parse(wycheproof).testGroups;
const cases = groups.flatMap(({ private: key, tests }) =>
  key?.alg === 'HS256' && key.k !== undefined
    ? // Two are labelled valid although a part of them is no base64url.
      tests
        .filter(({ result, jws }) => result === 'valid' && /^[\w.-]+$/.test(jws))
        .map(({ tcId, jws }) => [tcId, jws, key.k ?? ''] as const)
    : [],
);

describe.each([
  ['the HMAC of the browser', globalThis.crypto.subtle],
  ['the loaded HMAC', null],
])('with %s', (_name, subtle) => {
  it('makes the signature of each valid HS256 vector', async () => {
    expect(cases.length).toBeGreaterThan(3);
    for (const [tcId, jws, k] of cases) {
      const [header = '', payload = '', signature = ''] = jws.split('.');
      const input = new TextEncoder().encode(`${header}.${payload}`);
      const mac = await hmacSha256(bytesOf(k), input, subtle);
      expect(toHex(mac), `tcId ${tcId}`).toBe(toHex(bytesOf(signature)));
    }
  });
});

it('encodes header and payload, and joins them with the signature', async () => {
  const steps = await signSteps({ alg: 'HS256' }, { sub: 'alice' }, 'keyboard cat');
  // By hand: printf 'eyJ….eyJ…' | openssl dgst -sha256 -hmac 'keyboard cat'
  expect(steps.input).toBe('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9');
  expect(toHex(steps.mac)).toBe('8b7e49235f558cc655f79a657155f76b4a8463ec76fe94eef4049fc3b3ce5bc2');
  expect(steps.token).toBe(`${steps.input}.${steps.signature}`);
});
