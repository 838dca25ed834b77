import { modeNamed } from '@scale-out-lab/core';
import { describe, expect, it } from 'vitest';
import { distinctInstances, findAccidentalAffinity, findNewcomers, maxUsersBelow } from './steady.js';

const users = (count: number, sent: number, ...answeredBy: string[]) =>
  Array.from({ length: count }, () => ({ sent, answeredBy: new Set(answeredBy) }));

it('an instance that was not there at the start is named, because the prediction leaves it out', () => {
  const served = (...ids: string[]) => ({ servedBy: new Set(ids) });
  expect(findNewcomers(['a', 'b'], [served('a'), served('b', 'c')])).toBe(
    'The run began without c, so the prediction is for too few instances.',
  );
  expect(findNewcomers(['a', 'b'], [served('a'), served()])).toBeNull();
});

it('affinity is not found if every instance served every user', () => {
  expect(findAccidentalAffinity(modeNamed('jwt-shared-key'), 3, users(31, 30, 'a', 'b', 'c'))).toBeNull();
});

it('affinity is found in a portable mode if one user reached only one instance', () => {
  const served = [...users(30, 30, 'a', 'b', 'c'), ...users(1, 30, 'b')];
  expect(findAccidentalAffinity(modeNamed('session-redis'), 3, served)).toContain('1 of 31 users');
});

it('chance may keep one user of 31 from one instance, but not two', () => {
  const served = (unlucky: number) => [
    ...users(31 - unlucky, 30, 'a', 'b', 'c'),
    ...users(unlucky, 30, 'a', 'b'),
  ];
  expect(findAccidentalAffinity(modeNamed('session-redis'), 3, served(1))).toBeNull();
  expect(findAccidentalAffinity(modeNamed('session-redis'), 3, served(2))).toContain('2 of 31 users');
});

it('affinity is found if each user reached a different two of three instances', () => {
  const served = [...users(16, 30, 'a', 'b'), ...users(15, 30, 'b', 'c')];
  expect(findAccidentalAffinity(modeNamed('jwt-published-keys'), 3, served)).toContain('31 of 31 users');
});

it('all users together must reach every instance, even with few requests a user', () => {
  const served = [...users(30, 1, 'a'), ...users(30, 1, 'b')];
  expect(findAccidentalAffinity(modeNamed('session-redis'), 3, served)).toContain(
    '1 of 1 group reached fewer than 3 of 3',
  );
  expect(findAccidentalAffinity(modeNamed('session-redis'), 3, [...served, ...users(1, 1, 'c')])).toBeNull();
});

it.each(['session-sticky', 'session-memory', 'jwt-own-keys'])(
  '%s, which is not portable, is not checked',
  (name) => {
    expect(findAccidentalAffinity(modeNamed(name), 3, users(31, 30, 'a'))).toBeNull();
  },
);

describe('the number of different instances reached', () => {
  it.each([
    { instances: 3, requests: 0, expected: [1, 0, 0, 0] },
    { instances: 3, requests: 1, expected: [0, 1, 0, 0] },
    // By hand: two requests reach the same instance once in three.
    { instances: 3, requests: 2, expected: [0, 1 / 3, 2 / 3, 0] },
    // By hand: of 27 ways, 3 reach one instance and 6 reach all three.
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
    // No user can reach three instances with two requests.
    { reach: 3, instances: 3, requests: 2, users: 31, expected: 31 },
    { reach: 1, instances: 3, requests: 1, users: 31, expected: 0 },
  ])('$requests requests, fewer than $reach of $instances → $expected of $users', (given) => {
    expect(maxUsersBelow(given.reach, given.instances, given.requests, given.users)).toBe(given.expected);
  });
});
