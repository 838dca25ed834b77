import { expect, it } from 'vitest';
import { compare, openSpeedOf, type Round, type Slice, speedOf } from './ratios.js';

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
