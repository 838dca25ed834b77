import { describe, expect, it } from 'vitest';
import { binomialLimit, distinctInstances, maxUsersBelow } from './coupon-collector.js';

describe('the number of different instances met', () => {
  it.each([
    { instances: 3, requests: 0, expected: [1, 0, 0, 0] },
    { instances: 3, requests: 1, expected: [0, 1, 0, 0] },
    // By hand: two requests meet the same instance once in three.
    { instances: 3, requests: 2, expected: [0, 1 / 3, 2 / 3, 0] },
    // By hand: of 27 ways, 3 meet one instance and 6 meet all three.
    { instances: 3, requests: 3, expected: [0, 3 / 27, 18 / 27, 6 / 27] },
    { instances: 1, requests: 9, expected: [0, 1] },
  ])('after $requests requests to $instances', ({ instances, requests, expected }) => {
    const distinct = distinctInstances(instances, requests);
    expected.forEach((p, d) => {
      expect(distinct[d], `${d} of ${instances}`).toBeCloseTo(p, 12);
    });
  });

  it('agrees with inclusion and exclusion on meeting all of five', () => {
    const all = 1 - 5 * 0.8 ** 40 + 10 * 0.6 ** 40 - 10 * 0.4 ** 40 + 5 * 0.2 ** 40;
    expect(distinctInstances(5, 40)[5]).toBeCloseTo(all, 12);
  });
});

describe('how many users chance may have left with fewer', () => {
  it.each([
    // By hand: a user misses one of three in 30 requests with probability 3·(2/3)^30 = 1.6e-5, one of 31 with 4.8e-4.
    { reach: 3, instances: 3, requests: 30, users: 31, expected: 1 },
    { reach: 2, instances: 3, requests: 30, users: 31, expected: 0 },
    // 31 · 1.4e-7 is below one in a hundred thousand.
    { reach: 3, instances: 3, requests: 42, users: 31, expected: 0 },
    { reach: 3, instances: 3, requests: 930, users: 1, expected: 0 },
    // Nobody can meet three instances with two requests.
    { reach: 3, instances: 3, requests: 2, users: 31, expected: 31 },
    { reach: 1, instances: 3, requests: 1, users: 31, expected: 0 },
  ])('$requests requests, fewer than $reach of $instances → $expected of $users', (given) => {
    expect(maxUsersBelow(given.reach, given.instances, given.requests, given.users)).toBe(given.expected);
  });
});

it.each([
  { n: 10, p: 0, tail: 0.01, expected: 0 },
  { n: 10, p: 1, tail: 0.01, expected: 10 },
  // By hand: of 10 coins, 9 or 10 heads come up in 11 of 1024 throws and 10 in 1.
  { n: 10, p: 0.5, tail: 11.5 / 1024, expected: 8 },
  { n: 10, p: 0.5, tail: 10.5 / 1024, expected: 9 },
])('Binomial($n, $p) exceeds $expected less often than $tail', ({ n, p, tail, expected }) => {
  expect(binomialLimit(n, p, tail)).toBe(expected);
});
