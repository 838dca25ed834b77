import { expect, it } from 'vitest';
import { designEffect } from './design-effect.js';

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
