// A real token whose time is over: the one with wrong claims that a key vouches for which the forger does not know.
import { readClocks } from '../../../client/clocks.js';
import type { ForgeryGroup } from '../forgery-class.js';
import { type TokenFixture, tokenOf } from '../token-fixture.js';

const lifeSeconds = 1;

export const expired: ForgeryGroup<TokenFixture> = [
  {
    name: 'a real token that has expired',
    // Where the key is known, claims that have expired are signed with it, and nobody need wait.
    appliesTo: ({ isKeyKnown }) => !isKeyKnown,
    async forge({ cluster, plan, logIn, logInAt }) {
      const clocks = await readClocks(cluster);
      const brief = await logInAt(logIn.issuer, lifeSeconds);
      const ends = plan.instances.map((instance) => clocks.expiryOn(instance, brief).latest);
      await cluster.pause(Math.max(0, Math.max(...ends) - performance.now()));
      return tokenOf(brief);
    },
  },
];
