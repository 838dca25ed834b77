// Claims that are to be refused whoever signed them, each under the instances' own signature where their key is known.
import type { ForgeryGroup } from '../forgery-class.js';
import type { Json } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

/** Longer than the clocks of instances may be wrong on purpose. */
const longSeconds = 7200;

/** Classes of one or more sets of claims each, made of the real ones. */
const sets: Readonly<Record<string, (claims: Json) => readonly Json[]>> = {
  expired: (claims) => [
    shift(claims, -longSeconds),
    { exp: Number(claims.iat) - longSeconds },
    { exp: 0 },
    { exp: -1 },
  ],
  'not yet valid': (claims) => [shift(claims, longSeconds), { nbf: Number(claims.iat) + longSeconds }],
  'another issuer': ({ iss }) => [
    { iss: 'https://elsewhere.example' },
    { iss: `${iss}/` },
    { iss: [iss] },
    { iss: '' },
  ],
  'another audience': ({ aud }) => [
    { aud: `${aud}-not` },
    { aud: String(aud).slice(0, -1) },
    { aud: 'https://elsewhere.example' },
    { aud: [] },
    { aud: { [String(aud)]: true } },
  ],
  'a claim that is missing': () => ['iss', 'sub', 'aud', 'exp'].map((name) => ({ [name]: undefined })),
  'a claim that is null': () =>
    ['iss', 'sub', 'aud', 'exp', 'nbf', 'username'].map((name) => ({ [name]: null })),
  'an expiry that is no time': ({ exp }) => [
    { exp: String(exp) },
    { exp: [exp] },
    { exp: true },
    { exp: 1e300 },
    { exp: {} },
  ],
  'a user who is no text': ({ username }) =>
    [1, [username], { toString: username }, true].map((value) => ({ username: value, sub: value })),
};

const types = ['JWT', 'id_token+jwt', 'logout+jwt', 'dpop+jwt', '', null, undefined, ['at+jwt'], 1];

export const wrongClaims: ForgeryGroup<TokenFixture> = [
  ...Object.entries(sets).map(([name, setsOf]) => ({
    name,
    forge: ({ alter, claims }: TokenFixture) => setsOf(claims).map((each) => alter({}, each)),
  })),
  { name: 'another type', forge: ({ alter }) => types.map((typ) => alter({ typ })) },
];

function shift(claims: Json, seconds: number): Json {
  const shifted = ['iat', 'nbf', 'exp'].map((name) => [name, Number(claims[name]) + seconds]);
  return Object.fromEntries(shifted);
}
