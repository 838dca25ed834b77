import { expect, it } from 'vitest';
import { summariseWatch } from './watch.js';

/** One check every 500 ms; o succeeds, x is refused, - gets an error of the server. */
const user = (outcomes: string) => ({
  part: 'pinned-fresh' as const,
  checks: [...outcomes].map((letter, at) => ({
    outcome: ({ o: 'ok', x: 'logged-out', '-': 'unavailable' } as const)[letter] ?? 'ok',
    ageMs: at * 500,
  })),
});

it('a user is logged out once every check up to the end is refused', () => {
  const { users, loggedOut, curve } = summariseWatch([
    user('oooooooo'),
    user('ooo--xxxxxx'),
    user('xxxxxxo'),
  ]);
  expect({ users, loggedOut }).toEqual({ users: 3, loggedOut: 1 });
  expect(curve.map(({ loggedIn }) => loggedIn)).toEqual([3, 3, 2, 2, 2, 2]);
  expect(curve.map(({ failures }) => failures)).toEqual([2, 3, 4, 2, 2, 1]);
  expect(curve.reduce((sum, { checks }) => sum + checks, 0)).toBe(26);
});

it('an error of the server logs no user out', () => {
  expect(summariseWatch([user('ooo---------')]).loggedOut).toBe(0);
});
