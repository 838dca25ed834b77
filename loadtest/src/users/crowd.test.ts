import { describe, expect, it } from 'vitest';
import { countVisitors, deadlineMs, shareEvenly } from './crowd.js';

describe('requests', () => {
  it.each([
    { requests: 9, users: 3, expected: [3, 3, 3] },
    { requests: 10, users: 3, expected: [4, 3, 3] },
    { requests: 11, users: 3, expected: [4, 4, 3] },
    { requests: 3, users: 3, expected: [1, 1, 1] },
    { requests: 5, users: 1, expected: [5] },
  ])('$requests are shared by $users users as $expected', ({ requests, users, expected }) => {
    expect(shareEvenly(requests, users)).toEqual(expected);
  });
});

describe('visitors', () => {
  it.each([
    { users: 31, instances: 3, visitors: 0 },
    { users: 30, instances: 3, visitors: 1 },
    { users: 1, instances: 3, visitors: 0 },
    { users: 8, instances: 6, visitors: 3 },
    { users: 30, instances: 1, visitors: 0 },
  ])('$visitors join $users users at $instances instances', ({ users, instances, visitors }) => {
    expect(countVisitors(users, instances)).toBe(visitors);
  });
});

it('the deadline grows with the requests', () => {
  expect(deadlineMs(1000)).toBe(40_000);
});
