// Forged refresh tokens. A refresh token is random, so it can only be forged as a whole.
import { randomBytes } from 'node:crypto';
import { refreshRequest } from '../../../../http/requests.js';
import { classesOf, type Forge, type ForgeryGroup, type ForgeryTerms } from '../forgery-suite.js';
import { encode, nonCanonicalEncodings } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

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
  'two refresh cookies': ({ mode, logIn }) => {
    const cookie = `refresh-${mode.name}=${logIn.refreshToken}`;
    const headers = { cookie: `${cookie}; ${cookie}` };
    return { request: { method: 'POST', path: `/api/${mode.name}/refresh`, headers } };
  },
};

const appliesTo = ({ mode }: ForgeryTerms) => mode.refresh === true;

export const refreshToken: ForgeryGroup<TokenFixture> = Object.fromEntries(
  Object.entries(classes).map(([name, forge]) => [name, { appliesTo, forge }]),
);
