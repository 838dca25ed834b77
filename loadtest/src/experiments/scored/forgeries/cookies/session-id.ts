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

export const sessionId: ForgeryGroup<SessionFixture> = {
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

export const fixation: ForgeryGroup<SessionFixture> = {
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
