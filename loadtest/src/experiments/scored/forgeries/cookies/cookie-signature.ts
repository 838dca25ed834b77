// Real session IDs with a signature that is cut, blank, null or made with another secret.

import { weakSecrets } from '../attacker-kit.js';
import type { ForgeryGroup } from '../forgery-suite.js';
import { encode, nonCanonicalEncodings } from '../jws.js';
import { type SessionFixture, signCookie } from '../session-fixture.js';

export const cookieSignature: ForgeryGroup<SessionFixture> = {
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
