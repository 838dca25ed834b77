// Keys that a verifier must not use: brought by the token, found by an injected name, guessed, or of another instance.
import { meRequest } from '../../../../http/requests.js';
import { weakSecrets } from '../attacker-kit.js';
import { classesOf, type ForgeryGroup } from '../forgery-suite.js';
import { encode, type Json, signEs256, signHs256, signingInput } from '../jws.js';
import { type TokenFixture, tokenOf } from '../token-fixture.js';

/** Tokens that contain the verification key, or its address (RFC 8725 §3.10). */
export const embeddedKeys: ForgeryGroup<TokenFixture> = {
  'header jku': (fixture) => bring(fixture, ({ url }) => ({ jku: `${url}/jwks.json` })),
  'header jwk': (fixture) => bring(fixture, ({ jwk }) => ({ jwk })),
  'header jwk with a secret'({ header, claims, kit: { secret } }) {
    const jwk = { kty: 'oct', k: encode(secret), kid: header.kid };
    return signHs256(secret, signingInput({ ...header, alg: 'HS256', jwk }, claims));
  },
  'header x5u': (fixture) => bring(fixture, ({ url }) => ({ x5u: `${url}/certificate.pem` })),
  'header x5c': (fixture) => bring(fixture, ({ jwk }) => ({ x5c: [encode(JSON.stringify(jwk))] })),
  'kid that is a URL': (fixture) => bring(fixture, ({ url }) => ({ kid: `${url}/jwks.json` })),
  'issuer that publishes keys of its own'({ header, claims, kit: { privateKey, jwk, keyServer } }) {
    const input = signingInput({ ...header, alg: 'ES256', kid: jwk.kid }, { ...claims, iss: keyServer.url });
    return signEs256(privateKey, input);
  },
};

/** Signed by the attacker, under the attacker's key ID and under the instances'. */
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

/** Key IDs (kid) that a verifier may use as a path, a command or a query, so that it verifies with the attacker's key. */
const up = '../'.repeat(12);

const kids: Readonly<Record<string, (fixture: TokenFixture) => readonly string[]>> = {
  'kid: blank': () => [''],
  // The last one is empty on Debian, for a target on another machine.
  'kid: a path to an empty file': ({ kit: { emptyFile } }) => [
    `${up}${emptyFile.slice(1)}`,
    emptyFile,
    `${up}etc/.pwd.lock`,
  ],
  'kid: /dev/null': () => [`${up}dev/null`, '/dev/null'],
  'kid: a path that does not exist': () => ['/no/such/path.pem', `${up}no/such/path`],
  'kid: a shell command': () => ['$(sleep 2)', 'key;sleep 2;', '|echo known'],
  'kid: SQL that yields a known key': () => ["' UNION SELECT 'known' -- ", "x' UNION SELECT 'known';--"],
  'kid: very long': () => ['k'.repeat(2000)],
  'kid: a member of every object': () => ['__proto__', 'constructor', 'toString'],
};

/** Values that a failed look-up may return as the key. */
const lookedUp = ['', 'known', 'null', 'undefined', '[object Object]'];

export const kidInjection: ForgeryGroup<TokenFixture> = classesOf(kids, (fixture: TokenFixture, kidsOf) => {
  const { header, claims, kit } = fixture;
  return kidsOf(fixture).flatMap((kid) => [
    ...lookedUp.map((secret) => signHs256(secret, signingInput({ ...header, alg: 'HS256', kid }, claims))),
    signEs256(kit.privateKey, signingInput({ ...header, alg: 'ES256', kid }, claims)),
  ]);
});

/** Keys that can be guessed, or that belong to another instance. */
export const weakKeys: ForgeryGroup<TokenFixture> = {
  'common weak secret': (fixture) =>
    [...weakSecrets, fixture.mode.name].map((secret) => underSecret(fixture, secret)),
  'the name of the key as the secret': (fixture) => underSecret(fixture, String(fixture.header.kid)),
  "the forger's own key": (fixture) => {
    const { header, claims, kit } = fixture;
    const input = signingInput({ ...header, alg: 'ES256' }, claims);
    return [underSecret(fixture, kit.secret), signEs256(kit.privateKey, input)];
  },
  "another instance's key": {
    appliesTo: ({ mode, instances }) => mode.keys !== 'shared' && instances > 1,
    async forge({ mode, token, logIn, instances, logInAt }) {
      const others = instances.filter((instance) => instance !== logIn.issuer);
      const logIns = await Promise.all(others.map((instance) => logInAt(instance)));
      const [header] = token.split('.');
      // Under the key ID of this instance; and unchanged, where only the issuer can verify it.
      const tokens = logIns.map(tokenOf);
      const renamed = tokens.map((another) => another.replace(/^[^.]*/, header ?? ''));
      const asTheyAre = logIns.map((each) => ({
        request: meRequest(mode, each.credential),
        genuineOn: each.issuer,
      }));
      return [...renamed.filter((each) => !tokens.includes(each)), ...(mode.keys === 'own' ? asTheyAre : [])];
    },
  },
  'a token of another mode': ({ tokensOfOtherModes }) => tokensOfOtherModes(),
};

function underSecret({ header, claims }: TokenFixture, secret: string): string {
  return signHs256(secret, signingInput({ ...header, alg: 'HS256' }, claims));
}
