import { expect, it } from 'vitest';
import { byChance, byChances, mostByChance } from '../index.js';

it('without chance the range is exact', () => {
  expect(byChances([1, 1, 0], 'x').predicted).toEqual([2, 2]);
  expect(byChance(0, 60, 'x').predicted).toEqual([0, 0]);
  expect(byChance(1, 60, 'x').predicted).toEqual([60, 60]);
  expect(byChances([], 'x').predicted).toEqual([0, 0]);
});

it.each([
  { n: 10, p: 0, tail: 0.01, most: 0 },
  { n: 10, p: 1, tail: 0.01, most: 10 },
  // By hand: of 10 coins, 9 or 10 heads come up in 11 of 1024 throws and 10 in 1.
  { n: 10, p: 0.5, tail: 11.5 / 1024, most: 8 },
  { n: 10, p: 0.5, tail: 10.5 / 1024, most: 9 },
])('$n trials at $p exceed $most less often than $tail', ({ n, p, tail, most }) => {
  expect(mostByChance(Array<number>(n).fill(p), tail)).toBe(most);
});

it('a range leaves out only results that occur less than once in 10,000 times', () => {
  // Calculated apart, from binomial coefficients: 30 trials at 1/3 ± 0.005, 5 in 100,000 on either side.
  expect(byChance(1 / 3, 30, 'x').predicted).toEqual([1, 21]);
  // A trial without chance moves the range and does not widen it.
  expect(byChances([1, ...Array<number>(30).fill(1 / 3), 0], 'x').predicted).toEqual([2, 22]);
});
