import { expect, it } from 'vitest';
import { entryOf } from '../testing/entry.js';
import { survivalCurve } from './survival.js';

const member = (username: string, mode = 'session-memory') => ({ mode, username, issuer: 'api-1' });
const population = [member('vu-0001'), member('vu-0002'), member('vu-0001', 'session-redis')];
const read = (answeredAt: number, outcome: 'ok' | 'unauthenticated' | 'unavailable', username = 'vu-0001') =>
  entryOf({ mode: 'session-memory', username, answeredAt, outcome });

it('follows the latest read of each member, whichever mode and order', () => {
  const entries = [
    read(2500, 'ok'),
    read(500, 'unauthenticated'),
    read(1500, 'unavailable', 'vu-0002'),
    read(1600, 'unauthenticated', 'vu-0002'),
    read(9000, 'unauthenticated'),
  ];
  expect(survivalCurve(population, entries, { from: 0, to: 3000 })).toEqual([
    { second: 0, ok: 3, loggedOut: 0 },
    { second: 1, ok: 2, loggedOut: 1 },
    { second: 2, ok: 1, loggedOut: 2 },
    { second: 3, ok: 2, loggedOut: 1 },
  ]);
});

it('does not take a user whom no instance could answer for logged out', () => {
  const entries = [read(100, 'unavailable')];
  expect(survivalCurve(population, entries, { from: 0, to: 1000 })[1]).toEqual({
    second: 1,
    ok: 2,
    loggedOut: 0,
  });
});

it('is about reads of the population alone', () => {
  const entries = [
    { ...read(100, 'unauthenticated'), kind: 'logOut' } as const,
    read(100, 'unauthenticated', 'vu-0999'),
    { ...read(100, 'unauthenticated'), mode: 'jwt-own-keys' },
  ];
  expect(survivalCurve(population, entries, { from: 0, to: 1999 }).map(({ ok }) => ok)).toEqual([3, 3]);
});
