import { expect, it } from 'vitest';
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
