// Several cookies, cookies of another name, too long ones, and values that are no session's.
import { sessionCookieName } from '@scale-out-lab/core';
import { type ForgeryGroup, forgedMe } from '../forgery-suite.js';
import { encode, signingInput } from '../jws.js';
import type { SessionFixture } from '../session-fixture.js';

export const cookieSpelling: ForgeryGroup<SessionFixture> = {
  // A valid cookie counts beside an invalid one, such as a stale cookie of a longer path. Of two valid ones neither does.
  'two session cookies': (fixture) =>
    pairsOf(fixture).map((pair) => forgedMe(fixture.mode, { cookie: `${pair}; ${pair}` })),
  'two Cookie headers': (fixture) =>
    pairsOf(fixture).map((pair) => forgedMe(fixture.mode, ['cookie', pair, 'cookie', pair])),
  'session cookie under another name': ({ mode, value }) =>
    [
      `SID-${mode.name}`,
      'sid',
      `__Host-${sessionCookieName(mode)}`,
      `${sessionCookieName(mode)}x`,
      'connect.sid',
      'sessionId',
    ].map((name) => forgedMe(mode, ['cookie', `${name}=${encodeURIComponent(value)}`])),
  'session cookie in another header': ({ mode, value }) =>
    [`Bearer ${value}`, `Cookie ${sessionCookieName(mode)}=${value}`].map((each) =>
      forgedMe(mode, ['authorization', each]),
    ),
  'half an escape in the cookie': ({ mode, value }) =>
    ['%', '%zz', '%00', '%C0%80'].map((end) =>
      forgedMe(mode, ['cookie', `${sessionCookieName(mode)}=${value}${end}`]),
    ),
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
  'session cookie of 16 kB': ({ mode, value }) => [
    forgedMe(mode, ['cookie', `${sessionCookieName(mode)}=${'A'.repeat(16_384)}`]),
    forgedMe(mode, [
      'cookie',
      `${sessionCookieName(mode)}=${encodeURIComponent(value)}${'A'.repeat(16_000)}`,
    ]),
  ],
};

/** The real cookie, and one with a signature that is cut. */
function pairsOf({ mode, value }: SessionFixture): readonly string[] {
  return [value, value.slice(0, -8)].map((each) => `${sessionCookieName(mode)}=${encodeURIComponent(each)}`);
}
