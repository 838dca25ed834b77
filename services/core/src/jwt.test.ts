import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  decodeBase64url,
  decodeClaims,
  decodeJson,
  encodeBase64url,
  encodeJson,
  split,
  tokenParts,
} from './jwt.js';

const vectors = new URL('../../api/src/testing/vectors/rfc7515.json', import.meta.url);
const { examples } = JSON.parse(readFileSync(vectors, 'utf8')) as {
  examples: { appendix: string; jws: string }[];
};
const a1 = examples.find(({ appendix }) => appendix === 'A.1')?.jws ?? '';

it('the token of RFC 7515 A.1 decodes to the values of the RFC', () => {
  const parts = split(a1, tokenParts);
  expect(decodeJson(parts?.header ?? '')).toEqual({ typ: 'JWT', alg: 'HS256' });
  expect(decodeJson(parts?.payload ?? '')).toEqual({
    iss: 'joe',
    exp: 1300819380,
    'http://example.com/is_root': true,
  });
  expect(decodeClaims(a1)).toMatchObject({ iss: 'joe' });
  // The HMAC of A.1.1, in decimal bytes as there.
  expect([...(decodeBase64url(parts?.signature ?? '') ?? [])].slice(0, 6)).toEqual([
    116, 24, 223, 180, 151, 153,
  ]);
});

it('bytes survive encoding and decoding, without padding', () => {
  for (const length of [0, 1, 2, 3, 32]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 251 + 254) % 256);
    const text = encodeBase64url(bytes);
    expect(text).toMatch(/^[\w-]*$/);
    expect(decodeBase64url(text)).toEqual(bytes);
  }
});

it('text in any script survives encoding and decoding', () => {
  expect(decodeJson(encodeJson({ username: '앨리스 🙂' }))).toEqual({ username: '앨리스 🙂' });
});

it.each(['a', 'ab=', 'a+b/', 'YW J', 'YR'])('%j is not base64url', (text) => {
  expect(decodeBase64url(text)).toBeNull();
});

it('a part that is no JSON object, or no UTF-8, has no claims', () => {
  expect(decodeClaims('no token')).toEqual({});
  expect(decodeJson(encodeJson([1]))).toBeNull();
  expect(decodeJson(encodeJson(null))).toBeNull();
  expect(decodeJson(encodeBase64url(new TextEncoder().encode('{')))).toBeNull();
  expect(decodeJson(encodeBase64url(Uint8Array.of(0x22, 0xff, 0x22)))).toBeNull();
});

it('a text without exactly three parts is no token', () => {
  expect(split('a.b', tokenParts)).toBeNull();
  expect(split('a.b.c.d', tokenParts)).toBeNull();
  expect(split('a.b.', tokenParts)).toEqual({ header: 'a', payload: 'b', signature: '' });
});
