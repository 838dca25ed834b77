// The suite of forged access tokens and refresh tokens.

import { randomBytes } from 'node:crypto';
import { refreshCookieName } from '@scale-out-lab/core';
import { isTls } from '../../../http/connection.js';
import { meRequest, refreshRequest } from '../../../http/requests.js';
import {
  classesOf,
  type Forge,
  type ForgeryGroup,
  type ForgerySuite,
  type ForgeryTerms,
} from './forgery-suite.js';
import { encode, nonCanonicalEncodings, signingInput } from './jws.js';
import { createTokenFixture, type TokenFixture } from './token-fixture.js';
import { authorization, tokenCookie, withToken } from './tokens/carriers.js';
import { expired, noClaims, swappedClaims, wrongClaims } from './tokens/claims.js';
import { embeddedKeys, kidInjection, weakKeys } from './tokens/keys.js';
import { algorithm, signature } from './tokens/signatures.js';
import { spelling } from './tokens/spelling.js';

// Forged refresh tokens. A refresh token is random, so it can only be forged as a whole.

const texts: Readonly<Record<string, (real: string) => readonly string[]>> = {
  'guessed refresh token': () => [encode(randomBytes(32)), encode(new Uint8Array(32))],
  'cut refresh token': (real) => [real.slice(0, -1), real.slice(0, -8), real.slice(0, 1)],
  'refresh token with spare bits': (real) => nonCanonicalEncodings(real),
  'respelled refresh token': (real) => [
    `${real}=`,
    ` ${real}`,
    `${real} `,
    `${real}\n`,
    `${real}\0`,
    `"${real}"`,
  ],
  'garbage for a refresh token': () => [
    '',
    'null',
    '*',
    '../../etc/passwd',
    "' OR '1'='1",
    'A'.repeat(200),
    '\u{0}',
  ],
};

const classes: Readonly<Record<string, Forge<TokenFixture>>> = {
  ...classesOf(texts, ({ mode, logIn }: TokenFixture, textsOf) =>
    textsOf(logIn.refreshToken ?? '').map((text) => ({ request: refreshRequest(mode, text) })),
  ),
  'two refresh cookies': ({ mode, url, logIn }) => {
    const cookie = `${refreshCookieName(mode, isTls(url))}=${logIn.refreshToken}`;
    const headers = { cookie: `${cookie}; ${cookie}` };
    return { request: { method: 'POST', path: `/api/${mode.name}/refresh`, headers } };
  },
};

const appliesTo = ({ mode }: ForgeryTerms) => mode.refresh === true;

const refreshToken: ForgeryGroup<TokenFixture> = Object.fromEntries(
  Object.entries(classes).map(([name, forge]) => [name, { appliesTo, forge }]),
);

export const tokenSuite: ForgerySuite<TokenFixture> = {
  groups: {
    'brought keys': embeddedKeys,
    signatures: signature,
    algorithms: algorithm,
    'hostile kids': kidInjection,
    'swapped claims': swappedClaims,
    'wrong claims': wrongClaims,
    'no claims': noClaims,
    'weak keys': weakKeys,
    spellings: spelling,
    'authorization headers': authorization,
    'token cookies': tokenCookie,
    'refresh tokens': refreshToken,
    'expired tokens': expired,
  },
  prepare: createTokenFixture,
  carry: ({ mode }, text) => meRequest(mode, { authorization: `Bearer ${text}` }),
  genuine(fixture) {
    const { mode, token, logIn, header, claims, isKeyKnown, sign } = fixture;
    const own = sign(signingInput(header, { ...claims, jti: `${claims.jti}-sealed` }));
    return {
      'the real token': meRequest(mode, logIn.credential),
      'the real token in a cookie': withToken(fixture, token),
      // Proves that forgeries under the known key are well-formed: one without a flaw is accepted.
      ...(isKeyKnown && {
        'a token signed with the secret that was given': meRequest(mode, { authorization: `Bearer ${own}` }),
      }),
    };
  },
};
