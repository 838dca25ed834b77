// Several cookies, cookies of another name, too long ones, and values that are no session's.
import { type Mode, sessionCookieName } from '@scale-out-lab/core';
import type { HttpRequest } from '../../../../http/connection.js';
import type { ForgeryGroup } from '../forgery-suite.js';
import { encode, signingInput } from '../jws.js';
import type { SessionFixture } from '../session-fixture.js';

export const cookieSpelling: ForgeryGroup<SessionFixture> = [
  // A valid cookie counts beside an invalid one, such as a stale cookie of a longer path. Of two valid ones neither does.
  {
    name: 'two session cookies',
    forge: (fixture) => {
      const { real, forged } = pairsOf(fixture);
      return [`${real}; ${real}`, `${forged}; ${forged}`].map((cookie) =>
        ask(fixture.mode, ['cookie', cookie]),
      );
    },
  },
  {
    name: 'two Cookie headers',
    forge: (fixture) => {
      const { real, forged } = pairsOf(fixture);
      return [
        ask(fixture.mode, ['cookie', real, 'cookie', real]),
        ask(fixture.mode, ['cookie', forged, 'cookie', forged]),
      ];
    },
  },
  {
    name: 'session cookie under another name',
    forge: ({ mode, value }) =>
      [
        `SID-${mode.name}`,
        'sid',
        `__Host-${sessionCookieName(mode)}`,
        `${sessionCookieName(mode)}x`,
        'connect.sid',
        'sessionId',
      ].map((name) => ask(mode, ['cookie', `${name}=${encodeURIComponent(value)}`])),
  },
  {
    name: 'session cookie in another header',
    forge: ({ mode, value }) =>
      [`Bearer ${value}`, `Cookie ${sessionCookieName(mode)}=${value}`].map((each) =>
        ask(mode, ['authorization', each]),
      ),
  },
  {
    name: 'half an escape in the cookie',
    forge: ({ mode, value }) =>
      ['%', '%zz', '%00', '%C0%80'].map((end) =>
        ask(mode, ['cookie', `${sessionCookieName(mode)}=${value}${end}`]),
      ),
  },
  {
    name: 'what other servers keep in a cookie',
    forge: ({ logIn: { username } }) => {
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
  },
  {
    name: 'session cookie of 16 kB',
    forge: ({ mode, value }) => [
      ask(mode, ['cookie', `${sessionCookieName(mode)}=${'A'.repeat(16_384)}`]),
      ask(mode, ['cookie', `${sessionCookieName(mode)}=${encodeURIComponent(value)}${'A'.repeat(16_000)}`]),
    ],
  },
];

function pairsOf({ mode, value }: SessionFixture) {
  const [real, forged] = [value, value.slice(0, -8)].map(
    (each) => `${sessionCookieName(mode)}=${encodeURIComponent(each)}`,
  );
  return { real: real ?? '', forged: forged ?? '' };
}

function ask(mode: Mode, headers: readonly string[]): { request: HttpRequest } {
  return { request: { method: 'GET', path: `/api/${mode.name}/me`, headers } };
}
