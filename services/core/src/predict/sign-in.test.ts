// Sign-ins through the OpenID provider: the closed form, by the place of a pending sign-in and the number of instances.
// A range of chance is as wide as `expectation.test.ts` holds it to be.
import { expect, it } from 'vitest';
import { catalogue, modeNamed } from '../catalogue.js';
import {
  predictEndedByProvider,
  predictSignInsAmidOthers,
  predictSignInsFromOtherSite,
  predictSignInsInRotation,
  predictSignInsLostByRestart,
  predictSignInsWithRetry,
  shareOfSignIns,
} from './sign-in.js';

const one = { providers: 1, state: 'memory', keys: 'shared' } as const;
const oidcModes = catalogue.filter(({ signIn }) => signIn === 'oidc');

it.each(oidcModes.flatMap((mode) => [1, 3].map((instances) => ({ name: mode.name, mode, instances }))))(
  'of 30 sign-ins in $name on $instances instances',
  ({ mode, instances }) => {
    const conditions = { instances, signIns: 30, ...one };
    const loses = mode.name === 'oidc-memory' && instances > 1;
    expect(predictSignInsInRotation(mode, conditions).predicted).toEqual(loses ? [0, 0] : [30, 30]);
    // 30 × 1/3 = 10, with a standard deviation of 2.58.
    expect(predictSignInsAmidOthers(mode, conditions).predicted).toEqual(loses ? [1, 21] : [30, 30]);
  },
);

it.each([
  ['oidc-redis', 3, [30, 30]],
  ['oidc-sticky', 1, [30, 30]],
  // 30 × 1/3 = 10, with a standard deviation of 2.58.
  ['oidc-sticky', 3, [1, 21]],
  // 30 × 1/2 = 15, with a standard deviation of 2.74.
  ['oidc-sticky', 2, [5, 25]],
] as const)(
  'the log-out of the provider ends, of 30 sessions in %s on %i instances, %o',
  (name, instances, range) => {
    const mode = modeNamed(name);
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
  const mode = modeNamed(name);
  expect(shareOfSignIns(mode, instances)).toEqual(share);
});

it.each([
  ['one provider', one, [200, 200]],
  ['state in Redis', { ...one, providers: 2, state: 'redis' }, [200, 200]],
  // 200 / 2⁴ = 12.5, with a standard deviation of 3.42.
  ['state in memory', { ...one, providers: 2 }, [1, 29]],
  // 200 / 2³ = 25, with a standard deviation of 4.68.
  ['own keys for cookies', { providers: 2, state: 'redis', keys: 'own-cookies' }, [8, 46]],
  // 200 / 2 = 100, with a standard deviation of 7.07.
  ['own keys for tokens', { providers: 2, state: 'redis', keys: 'own-signing' }, [72, 128]],
  // 200 / 3⁴ / 3 = 0.8, with a standard deviation of 0.9.
  ['memory and own keys for tokens', { providers: 3, state: 'memory', keys: 'own-signing' }, [0, 9]],
] as const)('of 200 sign-ins with %s', (_what, scale, range) => {
  const mode = modeNamed('oidc-redis');
  const conditions = { instances: 3, signIns: 200, ...scale };
  expect(predictSignInsAmidOthers(mode, conditions).predicted).toEqual(range);
  const isOwn = scale.keys === 'own-signing' && scale.state === 'redis';
  const inRotation = isOwn ? [0, 200] : range[0] === 200 ? [200, 200] : [0, 0];
  expect(predictSignInsInRotation(mode, conditions).predicted).toEqual(inRotation);
});

// 30 × 5/9 = 16.7, with a standard deviation of 2.72.
it('one retry signs in 5 of 9 users where the callback is found 1 time in 3', () => {
  const mode = modeNamed('oidc-memory');
  expect(predictSignInsWithRetry(mode, { instances: 3, signIns: 30 }).predicted).toEqual([6, 27]);
});

it.each([
  ['oidc-memory', 6],
  ['oidc-sticky', 6],
  ['oidc-cookie', 0],
  ['oidc-redis', 0],
])('a restart loses, of 6 sign-ins under way in %s, %i', (name, lost) => {
  const mode = modeNamed(name);
  expect(predictSignInsLostByRestart(mode, 6).predicted).toEqual([lost, lost]);
});

it('a Strict cookie of a pending sign-in loses every return from another site, and a Lax one none', () => {
  expect(predictSignInsFromOtherSite('Strict', 4).predicted).toEqual([0, 0]);
  expect(predictSignInsFromOtherSite('Lax', 4).predicted).toEqual([4, 4]);
});
