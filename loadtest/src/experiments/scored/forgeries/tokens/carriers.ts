// The Authorization header and the cookie that carry the token (RFC 6750 §2).
import type { Mode } from '@scale-out-lab/core';
import type { HttpRequest } from '../../../../http/connection.js';
import type { ForgeryClass, ForgeryGroup } from '../forgery-suite.js';
import { encode, withSignature } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';
import { noClaims, swappedClaims, wrongClaims } from './claims.js';
import { embeddedKeys, kidInjection, weakKeys } from './keys.js';
import { algorithm, signature } from './signatures.js';

export const authorization: ForgeryGroup<TokenFixture> = [
  {
    name: 'two Authorization headers',
    // RFC 9110 §5.3: a sender must not, and a balancer may see that before an instance does.
    forge: (fixture) => {
      const { token } = fixture;
      return [
        [token, token],
        [token, forged(fixture)],
        [forged(fixture), token],
      ].map(([first, second]) => ({
        request: ask(fixture, ['authorization', `Bearer ${first}`, 'authorization', `Bearer ${second}`]),
        isMalformed: true as const,
      }));
    },
  },
  {
    name: 'two tokens in one header',
    forge: (fixture) => {
      const { token } = fixture;
      return [
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token} ${token}`,
        `Bearer ${token},${forged(fixture)}`,
      ].map((value) => ({ request: ask(fixture, ['authorization', value]) }));
    },
  },
  {
    name: 'another scheme',
    forge: (fixture) =>
      [`Basic ${fixture.token}`, fixture.token, `Token ${fixture.token}`, 'Bearer', 'null'].map((value) => ({
        request: ask(fixture, ['authorization', value]),
      })),
  },
  {
    name: 'a forged token beside the real one in a cookie',
    forge: (fixture) => ({
      request: ask(fixture, [
        'authorization',
        `Bearer ${forged(fixture)}`,
        'cookie',
        `token-${fixture.mode.name}=${fixture.token}`,
      ]),
    }),
  },
];

function forged({ token }: TokenFixture): string {
  return withSignature(token, '');
}

function ask({ mode }: TokenFixture, headers: readonly string[]): HttpRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers };
}

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
];

export const tokenCookie: ForgeryGroup<TokenFixture> = [
  ...representatives.flatMap(([first]) => (first ? [inCookie(first)] : [])),
  {
    name: 'two token cookies',
    forge: ({ mode, token }) => {
      const [real, forged] = [`token-${mode.name}=${token}`, `token-${mode.name}=${token.slice(0, -8)}`];
      return [`${real}; ${real}`, `${forged}; ${forged}`].map((cookie) => ({
        request: cookieRequest(mode, cookie),
      }));
    },
  },
  {
    name: 'token of 16 kB in a cookie',
    forge: ({ mode }) => ({ request: withToken(mode, 'A'.repeat(16_384)) }),
  },
  {
    name: 'claims alone in a cookie',
    forge: ({ mode, claims }) =>
      [encode(claims), encodeURIComponent(JSON.stringify(claims)), 'null'].map((text) => ({
        request: withToken(mode, text),
      })),
  },
];

export function withToken(mode: Mode, token: string): HttpRequest {
  return cookieRequest(mode, `token-${mode.name}=${token}`);
}

function inCookie({ name, forge }: ForgeryClass<TokenFixture>): ForgeryClass<TokenFixture> {
  return {
    name: `${name}, in a cookie`,
    async forge(fixture) {
      const made = [await forge(fixture)].flat();
      return made.map((each) =>
        typeof each === 'string' ? { request: withToken(fixture.mode, each) } : each,
      );
    },
  };
}

function cookieRequest(mode: Mode, cookie: string): HttpRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers: { cookie } };
}
