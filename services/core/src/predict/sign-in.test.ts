// Sign-ins through the OpenID provider: the closed form, by the place of a pending sign-in and the number of instances.
import { expect, it } from 'vitest';
import { catalogue } from '../catalogue.js';
import {
  predictEndedByProvider,
  predictSignInsAmidOthers,
  predictSignInsInRotation,
  shareOfSignIns,
} from './sign-in.js';

const oidcModes = catalogue.filter(({ signIn }) => signIn === 'oidc');

it.each(oidcModes.flatMap((mode) => [1, 3].map((instances) => ({ name: mode.name, mode, instances }))))(
  'of 30 sign-ins in $name on $instances instances',
  ({ mode, instances }) => {
    const conditions = { instances, signIns: 30 };
    const loses = mode.name === 'oidc-memory' && instances > 1;
    expect(predictSignInsInRotation(mode, conditions).predicted).toEqual(loses ? [0, 0] : [30, 30]);
    // 30 × 1/3 = 10, and 3.29 standard deviations of 2.58 on either side.
    expect(predictSignInsAmidOthers(mode, conditions).predicted).toEqual(loses ? [2, 18] : [30, 30]);
  },
);

it.each([
  ['oidc-redis', 3, [30, 30]],
  ['oidc-sticky', 1, [30, 30]],
  // 30 × 1/3 = 10, and 3.29 standard deviations of 2.58 on either side.
  ['oidc-sticky', 3, [2, 18]],
  // 30 × 1/2 = 15, and 3.29 standard deviations of 2.74 on either side.
  ['oidc-sticky', 2, [6, 24]],
] as const)(
  'the log-out of the provider ends, of 30 sessions in %s on %i instances, %o',
  (name, instances, range) => {
    const mode = oidcModes.find((each) => each.name === name) ?? expect.fail();
    expect(predictEndedByProvider(mode, { instances, sessions: 30 }).predicted).toEqual(range);
  },
);

it.each([
  ['oidc-memory', 3, { alone: 0, amidOthers: 1 / 3 }],
  ['oidc-memory', 1, { alone: 1, amidOthers: 1 }],
  ['oidc-cookie', 3, { alone: 1, amidOthers: 1 }],
  ['oidc-sticky', 3, { alone: 1, amidOthers: 1 }],
  ['oidc-redis', 3, { alone: 1, amidOthers: 1 }],
] as const)('the share of sign-ins in %s on %i instances', (name, instances, share) => {
  const mode = oidcModes.find((each) => each.name === name) ?? expect.fail();
  expect(shareOfSignIns(mode, instances)).toEqual(share);
});
