import { expect, it } from 'vitest';
import { percentile, sortSamples, spread } from './samples.js';

const sort = (values: readonly number[]) => sortSamples(values) ?? expect.fail('no samples');
const upTo = (n: number) => Array.from({ length: n }, (_, index) => n - index);

it.each([
  { of: 'one sample', values: [7], percent: 99, expected: 7 },
  { of: 'equal samples', values: [3, 3, 3, 3], percent: 50, expected: 3 },
  { of: 'an even number', values: [10, 30, 20, 40], percent: 50, expected: 20 },
  { of: '1 … 100', values: upTo(100), percent: 95, expected: 95 },
  { of: '1 … 100', values: upTo(100), percent: 99, expected: 99 },
  { of: '1 … 30', values: upTo(30), percent: 95, expected: 29 },
  { of: '1 … 100', values: upTo(100), percent: 0, expected: 1 },
])('the $percent % percentile of $of is $expected', ({ values, percent, expected }) => {
  expect(percentile(sort(values), percent)).toBe(expected);
});

it('no samples cannot be sorted, so they have no percentile', () => {
  expect(sortSamples([])).toBeUndefined();
});

it('sorting compares numbers, not their text, and leaves the original as it was', () => {
  const values = [10, 9, 100];
  expect(sort(values)).toEqual([9, 10, 100]);
  expect(values).toEqual([10, 9, 100]);
});

it.each([
  { values: [5], expected: { min: 5, median: 5, max: 5 } },
  { values: [2, 2, 2], expected: { min: 2, median: 2, max: 2 } },
  { values: [9, 1, 4], expected: { min: 1, median: 4, max: 9 } },
  { values: [8, 1, 4, 3], expected: { min: 1, median: 3.5, max: 8 } },
])('the spread of $values is $expected', ({ values, expected }) => {
  expect(spread(sort(values))).toEqual(expected);
});
