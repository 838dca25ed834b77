// What is signed is no set of claims: each under the instances' own signature where their key is known.
import type { ForgeryGroup } from '../forgery-class.js';
import { signingInput } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

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

export const noClaims: ForgeryGroup<TokenFixture> = [
  ...Object.entries(payloads).map(([name, each]) => ({
    name,
    forge: ({ header, sign }: TokenFixture) => each.map((payload) => sign(signingInput(header, payload))),
  })),
  {
    name: 'a header that is none',
    forge: ({ claims, sign }) => headers.map((header) => sign(signingInput(header, claims))),
  },
];
