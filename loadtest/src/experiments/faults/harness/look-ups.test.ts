// Which requests need a look-up, by the moments at which their user's copy arrived.
import { modeNamed } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { ledgerEntry } from '../../../testing/ledger-entry.js';
import type { LedgerEntry } from '../../../traffic/sender.js';
import { lookUpsOf } from './look-ups.js';

const cached = modeNamed('session-redis-cached');

const entry = (sentAt: number, answeredAt: number, different: Partial<LedgerEntry> = {}) =>
  ledgerEntry({ mode: cached.name, sentAt, answeredAt, ...different });

const logIn = entry(0, 100, { kind: 'logIn', givesCopy: true });

it.each([
  ['with a copy that is 4.8 s old', entry(4900, 4990), { surely: false, perhaps: false }],
  ['under way when the copy may expire', entry(4900, 5010), { surely: false, perhaps: true }],
  ['sent when the copy may have expired', entry(5050, 5060), { surely: false, perhaps: true }],
  ['with an expired copy', entry(5110, 5120), { surely: true, perhaps: true }],
  ['before the copy had arrived', entry(50, 90), { surely: true, perhaps: true }],
  ['of another user', entry(200, 210, { username: 'vu-0002' }), { surely: true, perhaps: true }],
  ['that is a write', entry(200, 210, { kind: 'logOut' }), { surely: true, perhaps: true }],
])('a request %s', (_what, request, expected) => {
  expect(lookUpsOf(cached, [logIn, request])(request)).toEqual(expected);
});

it('the last copy that has arrived counts', () => {
  const renewed = entry(5200, 5210, { givesCopy: true });
  const lookUp = lookUpsOf(cached, [logIn, renewed]);
  expect(lookUp(entry(9000, 9010))).toEqual({ surely: false, perhaps: false });
  expect(lookUp(entry(10_300, 10_310))).toEqual({ surely: true, perhaps: true });
});

it('without copies the mode and the kind of request decide', () => {
  const needs = (name: string, kind: LedgerEntry['kind']) =>
    lookUpsOf(modeNamed(name), [])(entry(0, 1, { kind })).surely;
  expect(needs('session-redis', 'read')).toBe(true);
  expect(needs('jwt-refresh', 'read')).toBe(false);
  expect(needs('jwt-refresh', 'refresh')).toBe(true);
  expect(needs('session-memory', 'logIn')).toBe(false);
});
