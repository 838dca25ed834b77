import { expect, it } from 'vitest';
import { firstUserOf, usernameOf, usersOfTrial } from './record.js';

it.each([
  [1, 'vu-0001'],
  [1000, 'vu-1000'],
  [1001, 'vu-0001'],
])('user %i is %s', (number, expected) => {
  expect(usernameOf(number)).toBe(expected);
});

it('ten modes in eight experiments share no user at all', () => {
  const users = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((experiment) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((mode) =>
      Array.from({ length: usersOfTrial }, (_, index) => usernameOf(firstUserOf(experiment, mode) + index)),
    ),
  );
  expect(new Set(users).size).toBe(800);
});
