import { expect, it } from 'vitest';
import { entryOf } from '../testing/entry.js';
import { summarizeSeconds } from './per-second.js';

const nothing = { ok: 0, unauthenticated: 0, wrongUser: 0, unavailable: 0, error: 0 };

it('has a row for each second, where a request counts in the one in which it was sent', () => {
  const entries = [
    entryOf({ sentAt: 999 }),
    entryOf({ sentAt: 1000, instance: 'api-1' }),
    entryOf({ sentAt: 1999, answeredAt: 4000, outcome: 'unavailable', instance: 'nginx', isRetried: true }),
    entryOf({ sentAt: 3500, outcome: 'error', instance: undefined, isResent: true }),
    entryOf({ sentAt: 3600 }),
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

it('of no time has no row', () => {
  expect(summarizeSeconds([entryOf({ sentAt: 0 })], 5, 5)).toEqual([]);
});
