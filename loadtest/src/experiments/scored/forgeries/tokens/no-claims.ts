// What is signed is no set of claims: each under the instances' own signature where their key is known.
import type { Family } from '../forgery-class.js';
import { signingInput } from '../jws.js';
import type { TokenMaterial } from '../token-fixture.js';

const payloads: Readonly<Record<string, readonly unknown[]>> = {
  'claims null': [null],
  'claims that are no object': [[], 1, true, '"vu-0001"', '[{}]'],
  'claims that are no JSON': [
    '',
    'vu-0001',
    '{"sub":',
    '{}{}',
    '\u{feff}{}',
    Uint8Array.of(0x7b, 0xff, 0x7d),
  ],
};

const headers = [null, [], 1, '"HS256"', '', '{', {}, { alg: null }];

export const noClaims: Family<TokenMaterial> = [
  ...Object.entries(payloads).map(([name, each]) => ({
    name,
    forge: ({ header, seal }: TokenMaterial) => each.map((payload) => seal(signingInput(header, payload))),
  })),
  {
    name: 'a header that is none',
    forge: ({ claims, seal }) => headers.map((header) => seal(signingInput(header, claims))),
  },
];
