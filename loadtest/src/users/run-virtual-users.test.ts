import { expect, it } from 'vitest';
import { firstUserOf, usernameOf, usersOfTrial } from './record.js';
import { deadlineMs, shareEvenly } from './run-virtual-users.js';

it.each([
  { requests: 9, users: 3, expected: [3, 3, 3] },
  { requests: 10, users: 3, expected: [4, 3, 3] },
  { requests: 11, users: 3, expected: [4, 4, 3] },
  { requests: 3, users: 3, expected: [1, 1, 1] },
  { requests: 5, users: 1, expected: [5] },
])('$requests requests are shared by $users users as $expected', ({ requests, users, expected }) => {
  expect(shareEvenly(requests, users)).toEqual(expected);
});

it('the deadline grows with the requests', () => {
  expect(deadlineMs(1000)).toBe(40_000);
});

it.each([
  [1, 'vu-0001'],
  [1000, 'vu-1000'],
  [1001, 'vu-0001'],
])('user %i is %s', (number, expected) => {
  expect(usernameOf(number)).toBe(expected);
});

it('ten modes in eight experiments share no user', () => {
  const users = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((experiment) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((mode) =>
      Array.from({ length: usersOfTrial }, (_, index) => usernameOf(firstUserOf(experiment, mode) + index)),
    ),
  );
  expect(new Set(users).size).toBe(800);
});
