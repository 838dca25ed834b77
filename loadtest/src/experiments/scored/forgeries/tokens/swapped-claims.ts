// Other claims under the signature of the real ones.

import { usersOf } from '../context.js';
import type { Family } from '../forgery-class.js';
import { type Json, signingInput } from '../jws.js';
import type { TokenMaterial } from '../token-fixture.js';
import { tokenOf } from '../token-fixture.js';

export const swappedClaims: Family<TokenMaterial> = [
  {
    name: 'claims of somebody else',
    forge(material) {
      const { other } = usersOf(material);
      return [
        { sub: other, username: other },
        { sub: other },
        { username: other },
        { username: 'admin' },
      ].map((claims) => swap(material, claims));
    },
  },
  { name: 'longer life', forge: (material) => swap(material, { exp: Number(material.claims.exp) + 3600 }) },
  { name: 'another name (jti)', forge: (material) => swap(material, { jti: 'another' }) },
  { name: 'more claims', forge: (material) => swap(material, { admin: true, scope: 'admin' }) },
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

function swap({ header, claims, signature }: TokenMaterial, others: Json): string {
  return `${signingInput(header, { ...claims, ...others })}.${signature}`;
}
