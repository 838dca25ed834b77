import { expect, it } from 'vitest';
import { sortSamples } from './samples.js';
import { spread } from './spread.js';

it.each([
  { values: [5], expected: { min: 5, median: 5, max: 5 } },
  { values: [2, 2, 2], expected: { min: 2, median: 2, max: 2 } },
  { values: [9, 1, 4], expected: { min: 1, median: 4, max: 9 } },
  { values: [8, 1, 4, 3], expected: { min: 1, median: 3.5, max: 8 } },
])('of $values', ({ values, expected }) => {
  expect(spread(sortSamples(values) ?? expect.fail())).toEqual(expected);
});
