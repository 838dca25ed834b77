import { expect, it } from 'vitest';
import { compare, liesIn, wilson } from './wilson.js';

it.each([
  // By hand, with z² = 3.8415: 0 of 10 → 3.8415 / 13.8415.
  { lost: 0, n: 10, low: 0, high: 0.2775 },
  { lost: 10, n: 10, low: 0.7225, high: 1 },
  { lost: 81, n: 263, low: 0.2553, high: 0.3662 },
  { lost: 1, n: 1, low: 0.2065, high: 1 },
])('$lost of $n lies in [$low, $high]', ({ lost, n, low, high }) => {
  const interval = wilson(lost, n);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

it('of no request says nothing', () => {
  expect(wilson(0, 0)).toEqual([0, 1]);
});

it('a prediction of nothing lies in it exactly while nothing was lost', () => {
  expect(liesIn(0, wilson(0, 1000))).toBe(true);
  expect(liesIn(0, wilson(1, 10))).toBe(false);
});

it('a prediction of everything lies in it exactly while everything was lost', () => {
  expect(liesIn(1, wilson(7, 7))).toBe(true);
  expect(liesIn(1, wilson(6, 7))).toBe(false);
});

it.each([
  // By hand: none of 1 lost → [0, 0.79], all of 1 → [0.21, 1]: two thirds lies in both.
  { predicted: 2 / 3, lost: 1, n: 1, verdict: 'undecided' },
  { predicted: 2 / 3, lost: 2, n: 3, verdict: 'agrees' },
  { predicted: 2 / 3, lost: 0, n: 3, verdict: 'disagrees' },
  { predicted: 0, lost: 0, n: 1, verdict: 'agrees' },
])('$lost of $n lost, where $predicted was predicted: $verdict', ({ predicted, lost, n, verdict }) => {
  expect(compare(predicted, lost, n)).toBe(verdict);
});
