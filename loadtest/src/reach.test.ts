import { describe, expect, it } from 'vitest';
import { distinctInstances, expectedReach } from './reach.js';

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

describe('what is expected of every user', () => {
  it.each([
    { instances: 3, requests: 30, users: 31, expected: 3 },
    { instances: 3, requests: 20, users: 31, expected: 2 },
    { instances: 5, requests: 30, users: 31, expected: 4 },
    { instances: 5, requests: 930, users: 1, expected: 5 },
    { instances: 3, requests: 1, users: 31, expected: 1 },
    { instances: 3, requests: 0, users: 31, expected: 0 },
    { instances: 1, requests: 5, users: 31, expected: 1 },
  ])('$requests requests to $instances instances, $users users → $expected', (given) => {
    expect(expectedReach(given.instances, given.requests, given.users)).toBe(given.expected);
  });
});
