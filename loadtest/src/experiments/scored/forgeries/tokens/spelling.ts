// The real token in another spelling. If two texts were the same token, a denylist would miss one (RFC 7515 §2).

import { classesOf, type ForgeryGroup } from '../forgery-suite.js';
import { encode, nonCanonicalEncodings, withSignature } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

const respell: Readonly<Record<string, (token: string) => readonly string[]>> = {
  'white space in the token': (token) => [
    `${token.slice(0, -9)} ${token.slice(-9)}`,
    token.replace('.', '\t.'),
    token.replace('.', '. '),
  ],
  padding: (token) => [
    `${token}=`,
    token.replace(/[^.]*$/, (part) => part.padEnd(88, '=')),
    token.replace('.', '=.'),
  ],
  'the other base64 alphabet': (token) => [
    `${token.slice(0, -2)}+/`,
    token.replaceAll('-', '+').replaceAll('_', '/'),
  ],
  'more or fewer parts': (token) => [`${token}.`, `.${token}`, `${token}..`, `${token}.${token}`, '..', '.'],
  'wrapped token': (token) => [
    `"${token}"`,
    `<${token}>`,
    JSON.stringify({ protected: token }),
    encode(token),
  ],
  'percent-encoded token': (token) => [token.replaceAll('.', '%2E'), `${token}%00`, `${token}%0A`],
};

export const spelling: ForgeryGroup<TokenFixture> = {
  'spare bits in the signature': ({ token, signature }) =>
    nonCanonicalEncodings(signature).map((each) => withSignature(token, each)),
  'spare bits in header or claims'({ header, claims, sign }) {
    const [plainHeader, plainClaims] = [encode(withSpareBits(header)), encode(withSpareBits(claims))];
    return [
      ...nonCanonicalEncodings(plainHeader).map((each) => sign(`${each}.${plainClaims}`)),
      ...nonCanonicalEncodings(plainClaims).map((each) => sign(`${plainHeader}.${each}`)),
    ];
  },
  // Without such characters, the other spelling is the token itself.
  ...classesOf(respell, ({ token }: TokenFixture, spell) => spell(token).filter((each) => each !== token)),
  'token of 16 kB': ({ token, header, claims, sign }) =>
    long(token, () => sign(`${encode(header)}.${encode({ ...claims, pad: 'x'.repeat(12_000) })}`)),
};

/** Adds a member that makes the encoding end with four unused bits. */
function withSpareBits(part: object): object {
  const length = JSON.stringify({ ...part, pad: '' }).length;
  return { ...part, pad: 'x'.repeat((4 - (length % 3)) % 3) };
}

/** Longer than any issued token: with junk at its end, junk alone, and a well-formed one. */
function long(token: string, wellMade: () => string): readonly string[] {
  return [token + 'A'.repeat(16_384 - token.length), 'A'.repeat(16_384), wellMade()];
}
