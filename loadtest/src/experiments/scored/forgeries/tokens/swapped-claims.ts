// Other claims under the signature of the real ones.

import { usersOf } from '../context.js';
import type { ForgeryGroup } from '../forgery-class.js';
import { type Json, signingInput } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';
import { tokenOf } from '../token-fixture.js';

export const swappedClaims: ForgeryGroup<TokenFixture> = [
  {
    name: 'claims of somebody else',
    forge(fixture) {
      const { other } = usersOf(fixture);
      return [
        { sub: other, username: other },
        { sub: other },
        { username: other },
        { username: 'admin' },
      ].map((claims) => swap(fixture, claims));
    },
  },
  { name: 'longer life', forge: (fixture) => swap(fixture, { exp: Number(fixture.claims.exp) + 3600 }) },
  { name: 'another name (jti)', forge: (fixture) => swap(fixture, { jti: 'another' }) },
  { name: 'more claims', forge: (fixture) => swap(fixture, { admin: true, scope: 'admin' }) },
  {
    name: 'header and claims of two tokens',
    async forge({ token, logIn, logInAt }) {
      const another = tokenOf(await logInAt(logIn.issuer)).split('.');
      const [header, claims, signature] = token.split('.');
      return [
        [header, another[1], signature],
        [header, claims, another[2]],
        [claims, header, signature],
      ].map((parts) => parts.join('.'));
    },
  },
];

function swap({ header, claims, signature }: TokenFixture, others: Json): string {
  return `${signingInput(header, { ...claims, ...others })}.${signature}`;
}
