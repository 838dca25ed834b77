import { expect, it } from 'vitest';
import { wilson } from './wilson.js';

it.each([
  // By hand, with z² = 3.8415: 0 of 10 → 3.8415 / 13.8415.
  { hits: 0, n: 10, low: 0, high: 0.2775 },
  { hits: 10, n: 10, low: 0.7225, high: 1 },
  { hits: 81, n: 263, low: 0.2553, high: 0.3662 },
  { hits: 1, n: 1, low: 0.2065, high: 1 },
])('$hits of $n lies in [$low, $high] at 95 %', ({ hits, n, low, high }) => {
  const interval = wilson(hits, n, 0.95);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

it('is wider at a higher confidence', () => {
  // By hand, with z² = 10.8276: 0 of 10 → 10.8276 / 20.8276.
  expect(wilson(0, 10, 0.999)[1]).toBeCloseTo(0.5199, 4);
});

it('of no sample is everything', () => {
  expect(wilson(0, 0, 0.999)).toEqual([0, 1]);
});
