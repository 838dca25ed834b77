// A few classes again, carried by the cookie in which a token may travel too.
import type { Mode } from '@scale-out-lab/core';
import type { HttpRequest } from '../../../client/http.js';
import type { ForgeryClass, ForgeryGroup } from '../forgery-class.js';
import { encode } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';
import { algorithm } from './algorithm.js';
import { embeddedKeys } from './embedded-keys.js';
import { kidInjection } from './kid-injection.js';
import { noClaims } from './no-claims.js';
import { signature } from './signature.js';
import { swappedClaims } from './swapped-claims.js';
import { weakKeys } from './weak-keys.js';
import { wrongClaims } from './wrong-claims.js';

/** The first of each family, as the one that stands for it, and what only a cookie can be. */
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
