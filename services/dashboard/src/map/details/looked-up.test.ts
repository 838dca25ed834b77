import { catalogue, modeNamed } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { asksRedis, lookedUp } from './looked-up.js';

const credential = {
  kind: 'jwt',
  header: 'authorization',
  text: 't',
  refreshToken: null,
  expiresAt: null,
} as const;
const asked = (change: Partial<Exchange> = {}) => ({
  kind: 'me' as const,
  credential,
  status: 200,
  servedBy: 'api-1',
  code: null,
  verifyMs: 0.2,
  storeMs: null,
  ...change,
});
const steps = (mode: string, change: Partial<Exchange> = {}) =>
  lookedUp(modeNamed(mode), asked(change)).map((step) =>
    Object.entries(step)
      .filter(([key]) => ['what', 'where', 'finding', 'isGood'].includes(key))
      .map(([, value]) => value)
      .join(' '),
  );

it.each([
  ['session-memory', {}, ['signature true', 'session memory found']],
  [
    'session-memory',
    { code: 'unknown-session', status: 401 },
    ['signature true', 'session memory not-found'],
  ],
  ['session-redis', { storeMs: 1 }, ['signature true', 'session redis found']],
  [
    'session-redis',
    { code: 'store-unavailable', status: 503 },
    ['signature true', 'session redis no-answer'],
  ],
  ['session-redis-own-keys', { code: 'bad-signature', status: 401 }, ['signature false']],
  ['jwt-own-keys', { code: 'bad-signature', status: 401 }, ['signature false']],
  ['jwt-shared-key', {}, ['signature true', 'claims true', 'nothing-else']],
  ['jwt-shared-key', { code: 'expired', status: 401 }, ['signature true', 'claims false']],
  ['jwt-shared-key', { code: 'malformed', status: 401 }, ['unreadable']],
  ['jwt-denylist', {}, ['signature true', 'claims true', 'denylist redis not-found']],
  [
    'jwt-denylist',
    { code: 'revoked', status: 401 },
    ['signature true', 'claims true', 'denylist redis found'],
  ],
  ['jwt-denylist-memory', {}, ['signature true', 'claims true', 'denylist memory not-found']],
  ['jwt-refresh', {}, ['signature true', 'claims true', 'nothing-else']],
] as const)('to answer a request in %s with %j, the instance looked up %j', (mode, change, expected) => {
  expect(steps(mode, change)).toEqual(expected);
});

it.each([
  ['session-memory', { kind: 'login', credential: null }, ['password', 'wrote memory']],
  ['session-redis', { kind: 'login', credential: null, status: 401 }, ['password']],
  ['jwt-shared-key', { kind: 'login', credential: null }, ['password']],
  ['jwt-refresh', { kind: 'refresh' }, ['refresh-token redis found', 'wrote redis']],
  ['jwt-refresh', { kind: 'refresh', code: 'reused-token', status: 401 }, ['refresh-token redis found']],
  [
    'jwt-denylist',
    { kind: 'logout' },
    ['signature true', 'claims true', 'denylist redis not-found', 'wrote redis'],
  ],
] as const)('in %s, %j looks up and leaves behind %j', (mode, change, expected) => {
  expect(steps(mode, change)).toEqual(expected);
});

it.each(catalogue)(
  '$name: without a credential nothing is looked up, and without an instance neither',
  (mode) => {
    expect(steps(mode.name, { credential: null, status: 401 })).toEqual(['nothing']);
    expect(steps(mode.name, { servedBy: 'nginx', status: 502 })).toEqual(['nobody']);
    expect(steps(mode.name, { servedBy: null, status: null })).toEqual(['nobody']);
  },
);

it.each([
  ['session-memory', false],
  ['session-sticky', false],
  ['session-redis', true],
  ['session-redis-own-keys', true],
  ['jwt-own-keys', false],
  ['jwt-shared-key', false],
  ['jwt-published-keys', false],
  ['jwt-denylist', true],
  ['jwt-denylist-memory', false],
  ['jwt-refresh', false],
])('%s asks Redis with each request: %s', (name, asks) => {
  expect(asksRedis(modeNamed(name), asked())).toBe(asks);
});

it('a bad signature causes no look-up in Redis', () => {
  expect(asksRedis(modeNamed('session-redis'), asked({ code: 'bad-signature', status: 401 }))).toBe(false);
});
