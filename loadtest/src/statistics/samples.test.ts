import { describe, expect, it } from 'vitest';
import {
  designEffect,
  type Group,
  judge,
  parseThreshold,
  percentile,
  sortSamples,
  spread,
} from './samples.js';

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
  { of: '1 … 1000', values: upTo(1000), percent: 99.9, expected: 999 },
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

const clusters = (size: number, ...hits: number[]) => hits.map((each) => ({ size, hits: each }));

it.each([
  // By hand: rate 1/2, squares 2 × 25, cluster variance 2/1 × 50 / 400 = 1/4, binomial 1/80.
  { of: 'two users of which one lost everything', given: clusters(10, 10, 0), expected: 20 },
  // By hand: rate 1/2, squares 4 × 4, cluster variance 4/3 × 16 / 1600 = 1/75, binomial 1/160.
  { of: 'four users at 3, 3, 7 and 7 of 10', given: clusters(10, 3, 3, 7, 7), expected: 160 / 75 },
  // By hand: rate 1/3, misses of −2 and 2 around it, 2/1 × 8 / 30², against (2/9) / 30.
  {
    of: 'users of unequal size',
    given: [
      { size: 6, hits: 0 },
      { size: 24, hits: 10 },
    ],
    expected: 16 / 900 / (2 / 270),
  },
  { of: 'users more alike than chance', given: clusters(10, 5, 5, 5), expected: 1 },
  { of: 'users without a loss', given: clusters(10, 0, 0, 0), expected: 1 },
  { of: 'users who lost every request', given: clusters(10, 10, 10), expected: 1 },
  { of: 'a lone user', given: clusters(10, 4), expected: 1 },
  { of: 'no users', given: [], expected: 1 },
])('the design effect of $of is $expected', ({ given, expected }) => {
  expect(designEffect(given)).toBeCloseTo(expected, 10);
});

describe('threshold', () => {
  it.each([
    ['0.01', 'failureRate', '<=', 0.01],
    ['1%', 'failureRate', '<=', 0.01],
    ['0', 'failureRate', '<=', 0],
    ['failureRate < 66.7 %', 'failureRate', '<', 0.667],
    ['p99<50', 'p99', '<', 50],
    ['p50 <= .5', 'p50', '<=', 0.5],
    ['goodput>=100', 'goodput', '>=', 100],
  ])('the threshold %s is parsed', (expression, metric, comparison, limit) => {
    const threshold = parseThreshold(expression);
    expect(threshold).toMatchObject({ expression, metric, comparison });
    expect(threshold?.limit).toBeCloseTo(limit, 12);
  });

  it.each([
    '',
    '5',
    '101%',
    '-1',
    'p99',
    'p98<3',
    'p99<50%',
    'p99=3',
    '1%%',
    'p99<<3',
    'p99<1e3',
    'toString<1',
  ])('"%s" is not a threshold', (expression) => {
    expect(parseThreshold(expression)).toBeUndefined();
  });
});

const at = (median: number) => ({ min: 0, median, max: 1000 });
const group: Group = {
  mode: 'jwt-own-keys',
  client: 'pinned',
  predicted: 2 / 3,
  agrees: true,
  failureRate: at(0.66),
  p50: at(1),
  p95: null,
  p99: at(50),
  goodput: at(100),
};

it.each([
  ['66%', true],
  ['65.9%', false],
  ['p99<50', false],
  ['p99<=50', true],
  ['p50>1', false],
  ['goodput>=100', true],
  ['p95<1000', false],
])('the medians pass the threshold %s: %s', (expression, passed) => {
  const threshold = parseThreshold(expression) ?? expect.fail('no threshold');
  expect(judge([threshold], [group])).toEqual([
    expect.objectContaining({ expression, mode: 'jwt-own-keys', client: 'pinned', passed }),
  ]);
});
