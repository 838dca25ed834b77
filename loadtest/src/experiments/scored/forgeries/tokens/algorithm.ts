// A token that says by which algorithm it wants to be checked (RFC 8725 §2.1).
import { createPublicKey } from 'node:crypto';
import type { ForgeryGroup } from '../forgery-class.js';
import { signHs256, signingInput, withSignature } from '../jws.js';
import type { PublicKey, TokenFixture } from '../token-fixture.js';

const spellingsOfNone = ['none', 'None', 'NONE', 'nOnE'];

export const algorithm: ForgeryGroup<TokenFixture> = [
  ...spellingsOfNone.map((alg) => ({
    name: `alg "${alg}"`,
    forge({ header, claims, signature }: TokenFixture) {
      const unsigned = `${signingInput({ ...header, alg }, claims)}.`;
      const withoutName = `${signingInput({ alg, typ: header.typ }, claims)}.`;
      return [unsigned, withSignature(unsigned, signature), withoutName];
    },
  })),
  {
    name: 'another alg',
    forge: ({ header, claims, signature }) =>
      ['HS512', 'RS256', 'ES384', 'PS256', 'EdDSA', 'A128KW', '', null, ['HS256'], undefined].map(
        (alg) => `${signingInput({ ...header, alg }, claims)}.${signature}`,
      ),
  },
  {
    name: 'HS256 under the public key (ES256)',
    appliesTo: ({ mode }) => mode.keys === 'published',
    async forge({ header, claims, publicKeys }) {
      const published = await publicKeys();
      return published.flatMap((jwk) => {
        const input = signingInput({ ...header, alg: 'HS256', kid: jwk.kid }, claims);
        return formsOf(jwk, published).map((form) => signHs256(form, input));
      });
    },
  },
];

/** As which text or bytes a program may hold a public key. */
function formsOf(jwk: PublicKey, all: readonly PublicKey[]): readonly (string | Uint8Array)[] {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  const { kid: _kid, use: _use, alg: _alg, ...bare } = jwk;
  const der = key.export({ format: 'der', type: 'spki' });
  return [
    ...[pem, pem.trimEnd(), pem.replaceAll('\n', '\r\n'), pem.replace(/-----[A-Z ]+-----|\n/g, '')],
    ...[der, der.subarray(-65)],
    ...[JSON.stringify(jwk), JSON.stringify(bare), JSON.stringify({ keys: all })],
  ];
}
