// Real session IDs with a signature that is cut, blank, null or made with another secret.

import { weakSecrets } from '../attacker-kit.js';
import type { ForgeryGroup } from '../forgery-suite.js';
import { encode, nonCanonicalEncodings } from '../jws.js';
import { type SessionFixture, signCookie } from '../session-fixture.js';

export const cookieSignature: ForgeryGroup<SessionFixture> = [
  {
    name: 'cut cookie signature',
    forge: ({ value, signature }) => [1, 8, signature.length - 1].map((cut) => value.slice(0, -cut)),
  },
  { name: 'blank cookie signature', forge: ({ id }) => `${id}.` },
  { name: 'unsigned session ID', forge: ({ id }) => [id, `s:${id}`] },
  {
    name: 'null cookie signature',
    forge: ({ id }) => ['A'.repeat(43), 'null', 'undefined', 'AA'].map((each) => `${id}.${each}`),
  },
  {
    name: 'altered cookie signature',
    forge: ({ id, signature }) => `${id}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
  },
  {
    name: 'cookie signature of another session',
    async forge({ id, logInAgain }) {
      const another = await logInAgain();
      return `${id}.${another.slice(another.lastIndexOf('.') + 1)}`;
    },
  },
  {
    name: 'cookie signed with another secret',
    forge: ({ id, kit: { secret } }) => [signCookie(secret, id), `s:${signCookie(secret, id)}`],
  },
  {
    name: 'cookie signed with a common weak secret',
    forge: ({ id, mode }) => [...weakSecrets, mode.name].map((secret) => signCookie(secret, id)),
  },
  {
    name: 'spare bits in the cookie signature',
    forge: ({ id, signature }) => nonCanonicalEncodings(signature, 'base64').map((each) => `${id}.${each}`),
  },
  {
    name: 'padded cookie signature',
    forge: ({ value }) => [`${value}=`, `${value} `, `${value}.`, `${value}\n`],
  },
  {
    name: 'cookie signature in the other alphabet',
    forge: ({ id, signature }) => {
      const url = encode(Buffer.from(signature, 'base64'));
      return [url, Buffer.from(signature, 'base64').toString('hex')]
        .filter((each) => each !== signature)
        .map((each) => `${id}.${each}`);
    },
  },
];
