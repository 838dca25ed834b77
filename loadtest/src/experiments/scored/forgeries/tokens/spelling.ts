// The real token in another spelling: if two texts were one token, a list of tokens would not hold it (RFC 7515 §2).

import { nonCanonicalEncodings } from '../base64-malleability.js';
import type { ForgeryGroup } from '../forgery-class.js';
import { encode, withSignature } from '../jws.js';
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

export const spelling: ForgeryGroup<TokenFixture> = [
  {
    name: 'spare bits in the signature',
    forge: ({ token, signature }) =>
      nonCanonicalEncodings(signature).map((each) => withSignature(token, each)),
  },
  {
    name: 'spare bits in header or claims',
    forge({ header, claims, sign }) {
      const [plainHeader, plainClaims] = [encode(withSpareBits(header)), encode(withSpareBits(claims))];
      return [
        ...nonCanonicalEncodings(plainHeader).map((each) => sign(`${each}.${plainClaims}`)),
        ...nonCanonicalEncodings(plainClaims).map((each) => sign(`${plainHeader}.${each}`)),
      ];
    },
  },
  ...Object.entries(respell).map(([name, spell]) => ({
    name,
    // Where the token has no such character, its other spelling is its own.
    forge: ({ token }: TokenFixture) => spell(token).filter((each) => each !== token),
  })),
  {
    name: 'token of 16 kB',
    forge: ({ token, header, claims, sign }) =>
      long(token, () => sign(`${encode(header)}.${encode({ ...claims, pad: 'x'.repeat(12_000) })}`)),
  },
];

/** The same and a member that makes its encoding leave four bits over. */
function withSpareBits(part: object): object {
  const length = JSON.stringify({ ...part, pad: '' }).length;
  return { ...part, pad: 'x'.repeat((4 - (length % 3)) % 3) };
}

/** Longer than any that is issued: junk at its end, junk alone, and one that is well made. */
function long(token: string, wellMade: () => string): readonly string[] {
  return [token + 'A'.repeat(16_384 - token.length), 'A'.repeat(16_384), wellMade()];
}
