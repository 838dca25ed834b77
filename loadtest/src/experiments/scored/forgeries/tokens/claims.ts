// Claims that must be refused: swapped under a real signature, wrong, expired, or missing.
import { readClocks } from '../../../client/clocks.js';
import { classesOf, type ForgeryGroup, usersOf } from '../forgery-suite.js';
import { type Json, signingInput } from '../jws.js';
import { type TokenFixture, tokenOf } from '../token-fixture.js';

/** Other claims under the signature of the real ones. */
export const swappedClaims: ForgeryGroup<TokenFixture> = {
  'claims of another user'(fixture) {
    const { other } = usersOf(fixture);
    return [{ sub: other, username: other }, { sub: other }, { username: other }, { username: 'admin' }].map(
      (claims) => swap(fixture, claims),
    );
  },
  'longer life': (fixture) => swap(fixture, { exp: Number(fixture.claims.exp) + 3600 }),
  'another name (jti)': (fixture) => swap(fixture, { jti: 'another' }),
  'more claims': (fixture) => swap(fixture, { admin: true, scope: 'admin' }),
  async 'header and claims of two tokens'({ token, logIn, logInAt }) {
    const another = tokenOf(await logInAt(logIn.issuer)).split('.');
    const [header, claims, signature] = token.split('.');
    return [
      [header, another[1], signature],
      [header, claims, another[2]],
      [claims, header, signature],
    ].map((parts) => parts.join('.'));
  },
};

function swap({ header, claims, signature }: TokenFixture, others: Json): string {
  return `${signingInput(header, { ...claims, ...others })}.${signature}`;
}

/** Longer than the tolerated clock error of an instance. */
const longSeconds = 7200;

/** Each class is one or more sets of claims, derived from the real ones. */
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

/** Signed with the instances' own key if it is known. */
export const wrongClaims: ForgeryGroup<TokenFixture> = {
  ...classesOf(sets, ({ alter, claims }: TokenFixture, setsOf) =>
    setsOf(claims).map((each) => alter({}, each)),
  ),
  'another type': ({ alter }) => types.map((typ) => alter({ typ })),
};

function shift(claims: Json, seconds: number): Json {
  const shifted = ['iat', 'nbf', 'exp'].map((name) => [name, Number(claims[name]) + seconds]);
  return Object.fromEntries(shifted);
}

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

/** Payloads and headers that are no claims or no header, signed with the instances' own key if it is known. */
export const noClaims: ForgeryGroup<TokenFixture> = {
  ...classesOf(payloads, ({ header, sign }: TokenFixture, each) =>
    each.map((payload) => sign(signingInput(header, payload))),
  ),
  'a header that is none': ({ claims, sign }) => headers.map((header) => sign(signingInput(header, claims))),
};

const expiredLifeSeconds = 1;

/** A real token after its expiry: the one with wrong claims that needs no key. */
export const expired: ForgeryGroup<TokenFixture> = {
  // If the key is known, expired claims are signed with it, without a wait.
  'a real token that has expired': {
    appliesTo: ({ isKeyKnown }) => !isKeyKnown,
    async forge({ cluster, instances, logIn, logInAt }) {
      const clocks = await readClocks(cluster);
      const brief = await logInAt(logIn.issuer, expiredLifeSeconds);
      const ends = instances.map((instance) => clocks.expiryOn(instance, brief).latest);
      await cluster.pause(Math.max(0, Math.max(...ends) - performance.now()));
      return tokenOf(brief);
    },
  },
};
