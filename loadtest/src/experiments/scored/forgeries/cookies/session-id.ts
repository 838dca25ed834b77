// An ID that no instance gave out: signed with the instances' own secret where it is known, so that the store alone decides.
import { randomBytes } from 'node:crypto';
import { meRequest } from '../../../probe/log-in.js';
import type { Family } from '../forgery-class.js';
import { encode } from '../jws.js';
import type { SessionMaterial } from '../session-fixture.js';

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

export const sessionId: Family<SessionMaterial> = [
  {
    name: 'guessed session ID',
    forge: ({ id, seal }) => [1, 2, 3].map(() => seal(`${encode(randomBytes(24))}${id.slice(32)}`)),
  },
  {
    name: 'session ID next to a real one',
    forge: ({ id, seal }) => {
      const last = id.charCodeAt(31) === 65 ? 'B' : 'A';
      return [`${id.slice(0, 31)}${last}${id.slice(32)}`, id.slice(1), `${id}0`].map(seal);
    },
  },
  {
    name: "session ID under another instance's name",
    forge: ({ id, plan, seal }) => {
      const names = [...plan.instances, 'api-99', ''].map((name) => `${id.slice(0, 32)}.${name}`);
      return [...names.filter((name) => name !== id), id.slice(0, 32)].map(seal);
    },
  },
  { name: 'hostile session ID', forge: ({ seal }) => hostile.map(seal) },
  {
    name: 'session ID of 2 kB',
    forge: ({ id, seal }) => [seal('A'.repeat(2000)), seal(`${'A'.repeat(2000)}${id.slice(32)}`)],
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
