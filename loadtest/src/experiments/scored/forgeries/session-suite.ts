// The suite of forged session cookies: signatures, session IDs, spellings and session fixation.

import { randomBytes } from 'node:crypto';
import { sessionCookieName } from '@scale-out-lab/core';
import { isTls } from '../../../http/connection.js';
import { meRequest } from '../../../http/requests.js';
import { weakSecrets } from './attacker-kit.js';
import { type ForgeryGroup, type ForgerySuite, forgedMe } from './forgery-suite.js';
import { encode, nonCanonicalEncodings, signingInput } from './jws.js';
import { cookieHeader, createSessionFixture, type SessionFixture, signCookie } from './session-fixture.js';

// Real session IDs with a signature that is cut, blank, null or made with another secret.

const cookieSignature: ForgeryGroup<SessionFixture> = {
  'cut cookie signature': ({ value, signature }) =>
    [1, 8, signature.length - 1].map((cut) => value.slice(0, -cut)),
  'blank cookie signature': ({ id }) => `${id}.`,
  'unsigned session ID': ({ id }) => [id, `s:${id}`],
  'null cookie signature': ({ id }) =>
    ['A'.repeat(43), 'null', 'undefined', 'AA'].map((each) => `${id}.${each}`),
  'altered cookie signature': ({ id, signature }) =>
    `${id}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
  async 'cookie signature of another session'({ id, logInAgain }) {
    const another = await logInAgain();
    return `${id}.${another.slice(another.lastIndexOf('.') + 1)}`;
  },
  'cookie signed with another secret': ({ id, kit: { secret } }) => [
    signCookie(secret, id),
    `s:${signCookie(secret, id)}`,
  ],
  'cookie signed with a common weak secret': ({ id, mode }) =>
    [...weakSecrets, mode.name].map((secret) => signCookie(secret, id)),
  'spare bits in the cookie signature': ({ id, signature }) =>
    nonCanonicalEncodings(signature, 'base64').map((each) => `${id}.${each}`),
  'padded cookie signature': ({ value }) => [`${value}=`, `${value} `, `${value}.`, `${value}\n`],
  'cookie signature in the other alphabet': ({ id, signature }) => {
    const url = encode(Buffer.from(signature, 'base64'));
    return [url, Buffer.from(signature, 'base64').toString('hex')]
      .filter((each) => each !== signature)
      .map((each) => `${id}.${each}`);
  },
};

// Session IDs that no instance issued, and session fixation: a user who logs in while carrying the attacker's cookie.

const hostile = [
  '',
  '*',
  '%',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR '1'='1",
  '\r\nX: y',
  '\0',
  'null',
];

const sessionId: ForgeryGroup<SessionFixture> = {
  'guessed session ID': ({ id, sign }) =>
    [1, 2, 3].map(() => sign(`${encode(randomBytes(24))}${id.slice(32)}`)),
  'session ID next to a real one': ({ id, sign }) => {
    const last = id.charCodeAt(31) === 65 ? 'B' : 'A';
    return [`${id.slice(0, 31)}${last}${id.slice(32)}`, id.slice(1), `${id}0`].map(sign);
  },
  "session ID under another instance's name": ({ id, instances, sign }) => {
    const names = [...instances, 'api-99', ''].map((name) => `${id.slice(0, 32)}.${name}`);
    return [...names.filter((name) => name !== id), id.slice(0, 32)].map(sign);
  },
  'hostile session ID': ({ sign }) => hostile.map(sign),
  'session ID of 2 kB': ({ id, sign }) => [
    sign('A'.repeat(2000)),
    sign(`${'A'.repeat(2000)}${id.slice(32)}`),
  ],
  'session of another instance': {
    appliesTo: ({ mode, instances }) => mode.state === 'memory' && instances > 1,
    async forge({ mode, logInElsewhere }) {
      const logIns = await logInElsewhere();
      return logIns.map(({ credential, issuer }) => ({
        request: meRequest(mode, credential),
        genuineOn: issuer,
      }));
    },
  },
  'cookie of another mode': ({ cookiesOfOtherModes }) => cookiesOfOtherModes(),
};

const fixation: ForgeryGroup<SessionFixture> = {
  async 'session ID that was there before the log-in'({ id, sign, logInCarrying }) {
    const made = `${encode(randomBytes(24))}${id.slice(32)}`;
    const planted = [made, sign(made), sign(`fixed${id.slice(32)}`)];
    for (const value of planted) await logInCarrying(value);
    return planted;
  },
  async 'session cookie sent with the log-in of another user'({ logInAgain, logInCarrying }) {
    const own = await logInAgain();
    await logInCarrying(own);
    return own;
  },
};

// Several cookies, cookies of another name, too long ones, and values that are no session's.

const cookieSpelling: ForgeryGroup<SessionFixture> = {
  // A valid cookie counts next to an invalid one, such as a stale cookie of a longer path. Two valid ones are refused.
  'two session cookies': (fixture) =>
    pairsOf(fixture).map((pair) => forgedMe(fixture.mode, { cookie: `${pair}; ${pair}` })),
  'two Cookie headers': (fixture) =>
    pairsOf(fixture).map((pair) => forgedMe(fixture.mode, ['cookie', pair, 'cookie', pair])),
  'session cookie under another name': ({ mode, url, cookieName, value }) =>
    [
      `SID-${mode.name}`,
      'sid',
      // Over TLS the name without the prefix, which any host of the domain could set.
      sessionCookieName(mode, !isTls(url)),
      `${cookieName}x`,
      'connect.sid',
      'sessionId',
    ].map((name) => forgedMe(mode, ['cookie', `${name}=${encodeURIComponent(value)}`])),
  'session cookie in another header': ({ mode, cookieName, value }) =>
    [`Bearer ${value}`, `Cookie ${cookieName}=${value}`].map((each) =>
      forgedMe(mode, ['authorization', each]),
    ),
  'half an escape in the cookie': ({ mode, cookieName, value }) =>
    ['%', '%zz', '%00', '%C0%80'].map((end) => forgedMe(mode, ['cookie', `${cookieName}=${value}${end}`])),
  'what other servers keep in a cookie': ({ logIn: { username } }) => {
    const claims = { username, sub: username, passport: { user: username } };
    const unsigned = `${signingInput({ alg: 'none' }, claims)}.`;
    return [
      JSON.stringify(claims),
      `j:${JSON.stringify(claims)}`,
      encode(claims),
      unsigned,
      username,
      'true',
      'null',
    ];
  },
  'session cookie of 16 kB': ({ mode, cookieName, value }) => [
    forgedMe(mode, ['cookie', `${cookieName}=${'A'.repeat(16_384)}`]),
    forgedMe(mode, ['cookie', `${cookieName}=${encodeURIComponent(value)}${'A'.repeat(16_000)}`]),
  ],
};

/** The real cookie, and one with a signature that is cut. */
function pairsOf({ cookieName, value }: SessionFixture): readonly string[] {
  return [value, value.slice(0, -8)].map((each) => `${cookieName}=${encodeURIComponent(each)}`);
}

export const sessionSuite: ForgerySuite<SessionFixture> = {
  groups: {
    signatures: cookieSignature,
    'session IDs': sessionId,
    spellings: cookieSpelling,
    fixation,
  },
  prepare: createSessionFixture,
  carry: ({ mode, cookieName }, text) => meRequest(mode, cookieHeader(cookieName, text)),
  genuine({ mode, cookieName, logIn, id, isKeyKnown, sign }) {
    return {
      'the real cookie': meRequest(mode, logIn.credential),
      // Proves that forgeries under the known secret are well-formed: the real ID is accepted under it.
      ...(isKeyKnown && {
        'a cookie signed with the secret that was given': meRequest(mode, cookieHeader(cookieName, sign(id))),
      }),
    };
  },
};
