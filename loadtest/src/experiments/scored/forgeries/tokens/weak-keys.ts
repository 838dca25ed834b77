// A token signed with a key that can be guessed, or with one that is somebody else's.
import { meRequest } from '../../../client/log-in.js';
import type { ForgeryGroup } from '../forgery-class.js';
import { signEs256, signHs256, signingInput } from '../jws.js';
import { type TokenFixture, tokenOf } from '../token-fixture.js';
import { weakSecrets } from '../weak-secrets.js';

export const weakKeys: ForgeryGroup<TokenFixture> = [
  {
    name: 'common weak secret',
    forge: (fixture) => [...weakSecrets, fixture.mode.name].map((secret) => underSecret(fixture, secret)),
  },
  {
    name: 'the name of the key as the secret',
    forge: (fixture) => underSecret(fixture, String(fixture.header.kid)),
  },
  {
    name: "the forger's own key",
    forge: (fixture) => {
      const { header, claims, kit } = fixture;
      const input = signingInput({ ...header, alg: 'ES256' }, claims);
      return [underSecret(fixture, kit.secret), signEs256(kit.privateKey, input)];
    },
  },
  {
    name: "another instance's key",
    appliesTo: ({ mode, instances }) => mode.keys !== 'shared' && instances > 1,
    async forge({ mode, token, logIn, plan, logInAt }) {
      const others = plan.instances.filter((instance) => instance !== logIn.issuer);
      const logIns = await Promise.all(others.map((instance) => logInAt(instance)));
      const [header] = token.split('.');
      // Under the name of this instance's key; and as it is, where only its own issuer can check it.
      const tokens = logIns.map(tokenOf);
      const renamed = tokens.map((another) => another.replace(/^[^.]*/, header ?? ''));
      const asTheyAre = logIns.map((each) => ({
        request: meRequest(mode, each.credential),
        genuineOn: each.issuer,
      }));
      return [...renamed.filter((each) => !tokens.includes(each)), ...(mode.keys === 'own' ? asTheyAre : [])];
    },
  },
  {
    name: 'a token of another mode',
    forge: ({ tokensOfOtherModes }) => tokensOfOtherModes(),
  },
];

function underSecret({ header, claims }: TokenFixture, secret: string): string {
  return signHs256(secret, signingInput({ ...header, alg: 'HS256' }, claims));
}
