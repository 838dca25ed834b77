import { catalogue } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { compare, comparisonsOf, openSpeedOf, type Round, type Slice, speedOf } from './comparisons.js';

const comparisons = comparisonsOf(catalogue);

it('every mode of the catalogue is compared with the open route', () => {
  const compared = comparisons.filter(({ to }) => to === 'open route').map(({ target }) => target);
  expect(compared).toEqual(expect.arrayContaining(catalogue.map(({ name }) => name)));
});

it.each([
  ['session-memory', ['open route', 'Express, session in memory']],
  ['session-redis', ['open route', 'Express, session in Redis']],
  ['jwt-shared-key', ['open route', '@fastify/jwt', '@fastify/jwt, cached', 'Express, jsonwebtoken']],
  ['jwt-published-keys', ['open route']],
  ['jwt-denylist', ['open route', 'session-redis']],
  ['jwt-refresh', ['open route', 'jwt-shared-key']],
  ['oidc-redis', ['open route', 'Express, session in Redis', 'session-redis']],
])('%s is compared with the peers that do the same', (mode, expected) => {
  expect(comparisons.filter(({ target }) => target === mode).map(({ to }) => to)).toEqual(expected);
});

it('the comparisons have eleven goals', () => {
  const goals = comparisons.filter(({ goal }) => goal !== undefined);
  expect(goals.map(({ target, goal }) => [target, goal])).toEqual([
    ['session-memory', 0.65],
    ['session-memory', 4],
    ['session-redis', 0.5],
    ['session-redis', 4],
    ['session-redis-cached', 0.9],
    ['jwt-shared-key', 0.85],
    ['jwt-shared-key', 2],
    ['jwt-denylist', 0.5],
    ['jwt-denylist', 1],
    ['jwt-refresh', 0.9],
    ['oidc-redis', 0.9],
  ]);
});

const slice = (perSecond: number, openPerSecond: number): Slice => ({ perSecond, openPerSecond });
const round = (mode: Slice, peer: Slice = mode): Round => new Map(Object.entries({ mode, peer }));

it('a ratio is taken beside the open route, so that a slow minute counts against neither side', () => {
  const rounds = [
    round(slice(8000, 10_000), slice(2000, 10_000)),
    round(slice(800, 1000), slice(2000, 10_000)),
    round(slice(7500, 10_000), slice(250, 1000)),
  ];
  expect(compare(rounds, { target: 'mode', to: 'peer' })).toMatchObject({ median: 4, min: 3, max: 4 });
});

it.each([
  { goal: 0.8, isReached: true },
  { goal: 0.81, isReached: false },
])('the median decides whether $goal is reached', ({ goal, isReached }) => {
  const open = slice(100, 100);
  const rounds = [80, 50, 90].map((perSecond) => round(slice(perSecond, 100), open));
  expect(compare(rounds, { target: 'mode', to: 'peer', goal })).toMatchObject({ goal, isReached });
});

it('without a goal there is nothing to reach', () => {
  expect(compare([round(slice(1, 1))], { target: 'mode', to: 'peer' }).isReached).toBeUndefined();
});

it('a speed is the median over the rounds, with its spread', () => {
  const rounds = [300, 100, 200, 250].map((perSecond) => round(slice(perSecond, 1)));
  expect(speedOf(rounds, 'mode')).toEqual({ median: 225, min: 100, max: 300 });
});

it('the open route has a speed of its own, over all the slices beside others', () => {
  const rounds = [round(slice(1, 100), slice(1, 300)), round(slice(1, 200), slice(1, 400))];
  expect(openSpeedOf(rounds)).toEqual({ median: 250, min: 100, max: 400 });
});

it('the share of the open route needs no other slice', () => {
  const ratio = compare([round(slice(80, 100))], { target: 'mode', to: 'open route' });
  expect(ratio.median).toBe(0.8);
});

it('a target that was not measured has no ratio, and no rounds have none', () => {
  expect(() => compare([round(slice(1, 1))], { target: 'mode', to: 'other' })).toThrow('no slice of "other"');
  expect(() => compare([], { target: 'mode', to: 'peer' })).toThrow('Nothing has been measured');
});
