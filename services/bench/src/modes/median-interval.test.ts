import { expect, it } from 'vitest';
import { medianInterval } from './median-interval.js';

const first = (n: number) => Array.from({ length: n }, (_, index) => index + 1).toSorted(() => -1);

// The ranks are those of the table in David and Nagaraja: P(X < k) ≤ 0.005 for X ~ Binomial(n, ½).
it.each([
  [7, undefined],
  [8, [1, 8]],
  [9, [1, 9]],
  [11, [1, 11]],
  [12, [2, 11]],
  [20, [4, 17]],
  [30, [8, 23]],
] as const)('of %i values the interval lies between the ranks %j', (n, expected) => {
  expect(medianInterval(first(n))).toEqual(expected);
});
