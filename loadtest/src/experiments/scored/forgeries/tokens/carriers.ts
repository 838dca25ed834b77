// The Authorization header and the cookie that carry the token (RFC 6750 §2).
import { tokenCookieName } from '@scale-out-lab/core';
import { type HttpRequest, isTls } from '../../../../http/connection.js';
import { type Forge, type ForgeryGroup, forgedMe } from '../forgery-suite.js';
import { encode, withSignature } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';
import { noClaims, swappedClaims, wrongClaims } from './claims.js';
import { embeddedKeys, kidInjection, weakKeys } from './keys.js';
import { algorithm, signature } from './signatures.js';

const unsigned = ({ token }: TokenFixture) => withSignature(token, '');

export const authorization: ForgeryGroup<TokenFixture> = {
  // RFC 9110 §5.3: a sender must not, and a balancer may see that before an instance does.
  'two Authorization headers': (fixture) => {
    const { mode, token } = fixture;
    const pairs = [
      [token, token],
      [token, unsigned(fixture)],
      [unsigned(fixture), token],
    ];
    return pairs.map(([first, second]) => ({
      ...forgedMe(mode, ['authorization', `Bearer ${first}`, 'authorization', `Bearer ${second}`]),
      isMalformed: true,
    }));
  },
  'two tokens in one header': (fixture) => {
    const { mode, token } = fixture;
    const values = [`${token}, Bearer ${token}`, `${token} ${token}`, `${token},${unsigned(fixture)}`];
    return values.map((value) => forgedMe(mode, ['authorization', `Bearer ${value}`]));
  },
  'another scheme': ({ mode, token }) =>
    [`Basic ${token}`, token, `Token ${token}`, 'Bearer', 'null'].map((value) =>
      forgedMe(mode, ['authorization', value]),
    ),
  'a forged token beside the real one in a cookie': (fixture) => {
    const { mode, token } = fixture;
    const cookie = `${nameOf(fixture)}=${token}`;
    return forgedMe(mode, ['authorization', `Bearer ${unsigned(fixture)}`, 'cookie', cookie]);
  },
};

/** The first class of each of these groups is tried in a cookie, too. */
const representatives = [
  signature,
  algorithm,
  embeddedKeys,
  kidInjection,
  swappedClaims,
  wrongClaims,
  noClaims,
  weakKeys,
].flatMap((group) => Object.entries(group).slice(0, 1));

export const tokenCookie: ForgeryGroup<TokenFixture> = {
  ...Object.fromEntries(
    representatives.flatMap(([name, each]) =>
      typeof each === 'function' ? [[`${name}, in a cookie`, inCookie(each)]] : [],
    ),
  ),
  'two token cookies': (fixture) =>
    [fixture.token, fixture.token.slice(0, -8)].map((each) => {
      const cookie = `${nameOf(fixture)}=${each}`;
      return forgedMe(fixture.mode, { cookie: `${cookie}; ${cookie}` });
    }),
  'token of 16 kB in a cookie': (fixture) => ({ request: withToken(fixture, 'A'.repeat(16_384)) }),
  'claims alone in a cookie': (fixture) =>
    [encode(fixture.claims), encodeURIComponent(JSON.stringify(fixture.claims)), 'null'].map((text) => ({
      request: withToken(fixture, text),
    })),
};

export function withToken(trial: Pick<TokenFixture, 'mode' | 'url'>, token: string): HttpRequest {
  return forgedMe(trial.mode, { cookie: `${nameOf(trial)}=${token}` }).request;
}

function nameOf({ mode, url }: Pick<TokenFixture, 'mode' | 'url'>): string {
  return tokenCookieName(mode, isTls(url));
}

function inCookie(forge: Forge<TokenFixture>): Forge<TokenFixture> {
  return async (fixture) => {
    const made = [await forge(fixture)].flat();
    return made.map((each) => (typeof each === 'string' ? { request: withToken(fixture, each) } : each));
  };
}
