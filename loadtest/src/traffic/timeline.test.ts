import { describe, expect, it } from 'vitest';
import { ledgerEntry } from '../testing/ledger-entry.js';
import { summarizeSeconds, survivalCurve } from './timeline.js';

describe('the seconds of a timeline', () => {
  const nothing = { ok: 0, unauthenticated: 0, wrongUser: 0, unavailable: 0, error: 0 };

  it('count each request in the second in which it was sent', () => {
    const entries = [
      ledgerEntry({ sentAt: 999 }),
      ledgerEntry({ sentAt: 1000, instance: 'api-1' }),
      ledgerEntry({
        sentAt: 1999,
        answeredAt: 4000,
        outcome: 'unavailable',
        instance: 'nginx',
        isRetried: true,
      }),
      ledgerEntry({ sentAt: 3500, outcome: 'error', instance: undefined, isResent: true }),
      ledgerEntry({ sentAt: 3600 }),
    ];
    expect(summarizeSeconds(entries, 1000, 3600)).toEqual([
      {
        second: 0,
        sent: 2,
        outcomes: { ...nothing, ok: 1, unavailable: 1 },
        answersBy: { 'api-1': 1, nginx: 1 },
        retried: 1,
        resent: 0,
      },
      { second: 1, sent: 0, outcomes: nothing, answersBy: {}, retried: 0, resent: 0 },
      { second: 2, sent: 1, outcomes: { ...nothing, error: 1 }, answersBy: {}, retried: 0, resent: 1 },
    ]);
  });

  it('a timeline without a length has no seconds', () => {
    expect(summarizeSeconds([ledgerEntry({ sentAt: 0 })], 5, 5)).toEqual([]);
  });
});

describe('the survival curve', () => {
  const member = (username: string, mode = 'session-memory') => ({ mode, username, issuer: 'api-1' });
  const population = [member('vu-0001'), member('vu-0002'), member('vu-0001', 'session-redis')];
  const read = (
    answeredAt: number,
    outcome: 'ok' | 'unauthenticated' | 'unavailable',
    username = 'vu-0001',
  ) => ledgerEntry({ mode: 'session-memory', username, answeredAt, outcome });

  it('follows the latest read of each member, in any mode and order', () => {
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

  it('a user without an answer is not counted as logged out', () => {
    const entries = [read(100, 'unavailable')];
    expect(survivalCurve(population, entries, { from: 0, to: 1000 })[1]).toEqual({
      second: 1,
      ok: 2,
      loggedOut: 0,
    });
  });

  it('survival counts reads of the population alone', () => {
    const entries = [
      { ...read(100, 'unauthenticated'), kind: 'logOut' } as const,
      read(100, 'unauthenticated', 'vu-0999'),
      { ...read(100, 'unauthenticated'), mode: 'jwt-own-keys' },
    ];
    expect(survivalCurve(population, entries, { from: 0, to: 1999 }).map(({ ok }) => ok)).toEqual([3, 3]);
  });
});
