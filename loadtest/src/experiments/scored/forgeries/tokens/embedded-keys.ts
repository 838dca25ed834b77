// A token that brings the key to check it with, or says where to get it (RFC 8725 §3.10).
import type { ForgeryGroup } from '../forgery-class.js';
import { encode, type Json, signEs256, signHs256, signingInput } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

export const embeddedKeys: ForgeryGroup<TokenFixture> = [
  {
    name: 'header jku',
    forge: (fixture) => bring(fixture, ({ url }) => ({ jku: `${url}/jwks.json` })),
  },
  { name: 'header jwk', forge: (fixture) => bring(fixture, ({ jwk }) => ({ jwk })) },
  {
    name: 'header jwk with a secret',
    forge({ header, claims, kit: { secret } }) {
      const jwk = { kty: 'oct', k: encode(secret), kid: header.kid };
      return signHs256(secret, signingInput({ ...header, alg: 'HS256', jwk }, claims));
    },
  },
  {
    name: 'header x5u',
    forge: (fixture) => bring(fixture, ({ url }) => ({ x5u: `${url}/certificate.pem` })),
  },
  {
    name: 'header x5c',
    forge: (fixture) => bring(fixture, ({ jwk }) => ({ x5c: [encode(JSON.stringify(jwk))] })),
  },
  {
    name: 'kid that is a URL',
    forge: (fixture) => bring(fixture, ({ url }) => ({ kid: `${url}/jwks.json` })),
  },
  {
    name: 'issuer that publishes keys of its own',
    forge({ header, claims, kit: { privateKey, jwk, keyServer } }) {
      const input = signingInput(
        { ...header, alg: 'ES256', kid: jwk.kid },
        { ...claims, iss: keyServer.url },
      );
      return signEs256(privateKey, input);
    },
  },
];

/** Signed by the forger, under the forger's name for the key and under the instances'. */
function bring(
  { header, claims, kit }: TokenFixture,
  parameters: (brought: { jwk: object; url: string }) => Json,
): readonly string[] {
  const { privateKey, jwk, keyServer } = kit;
  const added = parameters({ jwk, url: keyServer.url });
  const names = [header.kid, jwk.kid];
  return names.map((kid) =>
    signEs256(privateKey, signingInput({ ...header, alg: 'ES256', kid, ...added }, claims)),
  );
}
