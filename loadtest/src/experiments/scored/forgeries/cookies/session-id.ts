// Session IDs that no instance issued, and session fixation: a user who logs in while carrying the attacker's cookie.
import { randomBytes } from 'node:crypto';
import { meRequest } from '../../../../http/requests.js';
import type { ForgeryGroup } from '../forgery-suite.js';
import { encode } from '../jws.js';
import type { SessionFixture } from '../session-fixture.js';

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

export const sessionId: ForgeryGroup<SessionFixture> = [
  {
    name: 'guessed session ID',
    forge: ({ id, sign }) => [1, 2, 3].map(() => sign(`${encode(randomBytes(24))}${id.slice(32)}`)),
  },
  {
    name: 'session ID next to a real one',
    forge: ({ id, sign }) => {
      const last = id.charCodeAt(31) === 65 ? 'B' : 'A';
      return [`${id.slice(0, 31)}${last}${id.slice(32)}`, id.slice(1), `${id}0`].map(sign);
    },
  },
  {
    name: "session ID under another instance's name",
    forge: ({ id, instances, sign }) => {
      const names = [...instances, 'api-99', ''].map((name) => `${id.slice(0, 32)}.${name}`);
      return [...names.filter((name) => name !== id), id.slice(0, 32)].map(sign);
    },
  },
  { name: 'hostile session ID', forge: ({ sign }) => hostile.map(sign) },
  {
    name: 'session ID of 2 kB',
    forge: ({ id, sign }) => [sign('A'.repeat(2000)), sign(`${'A'.repeat(2000)}${id.slice(32)}`)],
  },
  {
    name: 'session of another instance',
    appliesTo: ({ mode, instances }) => mode.state === 'memory' && instances > 1,
    async forge({ mode, logInElsewhere }) {
      const logIns = await logInElsewhere();
      return logIns.map(({ credential, issuer }) => ({
        request: meRequest(mode, credential),
        genuineOn: issuer,
      }));
    },
  },
  { name: 'cookie of another mode', forge: ({ cookiesOfOtherModes }) => cookiesOfOtherModes() },
];

export const fixation: ForgeryGroup<SessionFixture> = [
  {
    name: 'session ID that was there before the log-in',
    async forge({ id, sign, logInCarrying }) {
      const made = `${encode(randomBytes(24))}${id.slice(32)}`;
      const planted = [made, sign(made), sign(`fixed${id.slice(32)}`)];
      for (const value of planted) await logInCarrying(value);
      return planted;
    },
  },
  {
    name: 'session cookie sent with the log-in of another user',
    async forge({ logInAgain, logInCarrying }) {
      const own = await logInAgain();
      await logInCarrying(own);
      return own;
    },
  },
];
