import { catalogue } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { compare, comparisonsOf, openSpeedOf, type Round, type Slice, speedOf } from './comparisons.js';
import { peers } from './targets.js';

const comparisons = comparisonsOf(catalogue);

it('every mode of the catalogue is compared with the open route', () => {
  const compared = comparisons.filter(({ to }) => to === 'open route').map(({ target }) => target);
  expect(compared).toEqual(expect.arrayContaining(catalogue.map(({ name }) => name)));
});

it.each([
  ['session-memory', ['open route', 'Express, session in memory']],
  ['session-redis', ['open route', 'Express, session in Redis', 'better-auth']],
  ['session-redis-cached', ['open route', 'better-auth, cached', 'jwt-shared-key']],
  [
    'jwt-shared-key',
    [
      'open route',
      '@fastify/jwt',
      '@fastify/jwt, cached',
      'Hono, JWT',
      'Express, jsonwebtoken',
      '@fastify/secure-session',
      'iron-session',
    ],
  ],
  ['jwt-published-keys', ['open route']],
  ['jwt-denylist', ['open route', 'session-redis']],
  ['jwt-refresh', ['open route', 'jwt-shared-key']],
  ['oidc-redis', ['open route', 'Express, session in Redis', 'better-auth', 'session-redis']],
])('%s is compared with the peers that do the same', (mode, expected) => {
  expect(comparisons.filter(({ target }) => target === mode).map(({ to }) => to)).toEqual(expected);
});

it('every mode must be as fast as each peer like it', () => {
  const ofPeers = comparisons.filter(({ to }) => peers.some(({ name }) => name === to));
  expect(ofPeers.length).toBeGreaterThan(10);
  for (const { goal } of ofPeers) expect(goal).toBeGreaterThanOrEqual(1);
});

it.each([
  ['session-memory', 0.8],
  ['session-redis', 0.6],
  ['jwt-shared-key', 0.95],
  ['jwt-denylist', 0.75],
])('%s must reach %d of the open route', (mode, expected) => {
  expect(comparisons).toContainEqual({ target: mode, to: 'open route', goal: expected });
});

it.each(['sentinel', 'cluster'])(
  'session-redis with %s must reach 0.9 of itself with one Redis',
  (topology) => {
    const target = `session-redis, ${topology}`;
    expect(comparisons).toContainEqual({ target, to: 'session-redis', goal: 0.9 });
  },
);

const slice = (perSecond: number, openPerSecond: number): Slice => ({ perSecond, openPerSecond });
const round = (mode: Slice, peer: Slice = mode): Round => new Map(Object.entries({ mode, peer }));

it('a ratio is taken next to the open route, so that a slow minute counts against neither side', () => {
  const rounds = [
    round(slice(8000, 10_000), slice(2000, 10_000)),
    round(slice(800, 1000), slice(2000, 10_000)),
    round(slice(7500, 10_000), slice(250, 1000)),
  ];
  expect(compare(rounds, { target: 'mode', to: 'peer' })).toMatchObject({ median: 4, min: 3, max: 4 });
});

it.each([
  { goal: 0.41, verdict: 'reached' },
  { goal: 0.45, verdict: 'undecided' },
  { goal: 0.48, verdict: 'undecided' },
  { goal: 0.49, verdict: 'missed' },
])('the interval of the median decides about a goal of $goal: $verdict', ({ goal, verdict }) => {
  const open = slice(100, 100);
  const rounds = [44, 43, 42, 41, 48, 47, 46, 45].map((perSecond) => round(slice(perSecond, 100), open));
  const ratio = compare(rounds, { target: 'mode', to: 'peer', goal });
  expect(ratio).toMatchObject({ rounds: 8, interval: [0.41, 0.48], verdict });
});

it('seven rounds decide nothing', () => {
  const rounds = Array.from({ length: 7 }, () => round(slice(80, 100), slice(10, 100)));
  expect(compare(rounds, { target: 'mode', to: 'peer', goal: 1 }).verdict).toBe('undecided');
});

it('without a goal there is no verdict', () => {
  expect(compare([round(slice(1, 1))], { target: 'mode', to: 'peer' }).verdict).toBeUndefined();
});

it('a round that measured only one of the two does not count for their ratio', () => {
  const rounds = [round(slice(8, 10), slice(2, 10)), new Map([['mode', slice(1, 10)]])];
  expect(compare(rounds, { target: 'mode', to: 'peer' })).toMatchObject({ median: 4, rounds: 1 });
});

it('a speed is the median over the rounds, with its spread', () => {
  const rounds = [300, 100, 200, 250].map((perSecond) => round(slice(perSecond, 1)));
  expect(speedOf(rounds, 'mode')).toEqual({ median: 225, min: 100, max: 300 });
});

it('the open route has its own speed, over all the slices next to others', () => {
  const rounds = [round(slice(1, 100), slice(1, 300)), round(slice(1, 200), slice(1, 400))];
  expect(openSpeedOf(rounds)).toEqual({ median: 250, min: 100, max: 400 });
});

it('the share of the open route needs no other slice', () => {
  const ratio = compare([round(slice(80, 100))], { target: 'mode', to: 'open route' });
  expect(ratio.median).toBe(0.8);
});

it('a target that was not measured has no ratio, and no rounds have none', () => {
  expect(() => compare([round(slice(1, 1))], { target: 'mode', to: 'other' })).toThrow(
    'Nothing has been measured',
  );
  expect(() => compare([], { target: 'mode', to: 'peer' })).toThrow('Nothing has been measured');
});
