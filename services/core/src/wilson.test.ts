import { expect, it } from 'vitest';
import { compareRate, wilson } from './wilson.js';

it.each([
  // By hand, with z² = 3.8415: 0 of 10 → 3.8415 / 13.8415.
  { hits: 0, n: 10, low: 0, high: 0.2775 },
  { hits: 10, n: 10, low: 0.7225, high: 1 },
  { hits: 81, n: 263, low: 0.2553, high: 0.3662 },
  { hits: 1, n: 1, low: 0.2065, high: 1 },
])('the 95 % interval of $hits of $n is [$low, $high]', ({ hits, n, low, high }) => {
  const interval = wilson(hits, n, 0.95);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

it('the interval is wider at a higher confidence', () => {
  // By hand, with z² = 10.8276: 0 of 10 → 10.8276 / 20.8276.
  expect(wilson(0, 10, 0.999)[1]).toBeCloseTo(0.5199, 4);
});

it('the interval without a sample is everything', () => {
  expect(wilson(0, 0, 0.999)).toEqual([0, 1]);
});

it.each([
  // By hand: none of 1 lost → [0, 0.79], all of 1 → [0.21, 1]: two thirds lies in both.
  { predicted: 2 / 3, lost: 1, n: 1, verdict: 'undecided' },
  { predicted: 2 / 3, lost: 2, n: 3, verdict: 'agrees' },
  { predicted: 2 / 3, lost: 0, n: 3, verdict: 'disagrees' },
  { predicted: 0, lost: 0, n: 1, verdict: 'agrees' },
  { predicted: 0, lost: 0, n: 1000, verdict: 'agrees' },
  { predicted: 0, lost: 1, n: 10, verdict: 'disagrees' },
  { predicted: 1, lost: 7, n: 7, verdict: 'agrees' },
  { predicted: 1, lost: 6, n: 7, verdict: 'disagrees' },
])('$lost of $n lost, where $predicted was predicted: $verdict', ({ predicted, lost, n, verdict }) => {
  expect(compareRate(predicted, lost, n)).toBe(verdict);
});
