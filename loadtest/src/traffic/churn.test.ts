import { findMode } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Answer } from '../model/answer.js';
import { createChurn } from './churn.js';

const modeOf = (name: string) => findMode(name) ?? expect.fail('no such mode');
const answer = (status: number, body: object, cookie?: string): Answer => ({
  status,
  headers: cookie ? { 'set-cookie': cookie } : {},
  body: JSON.stringify(body),
});

it('a churning user logs in, logs out with that credential, and starts again as a new user', () => {
  const next = createChurn(modeOf('session-redis'), ['vu-0001']);
  const logIn = next();
  expect([logIn?.kind, logIn?.request.path]).toEqual(['logIn', '/api/session-redis/login']);
  expect(next()).toBeUndefined();
  expect(logIn?.settle(answer(200, {}, 'sid-session-redis=s1'))).toBe('ok');
  const logOut = next();
  expect(logOut).toMatchObject({
    kind: 'logOut',
    request: { method: 'POST', headers: { cookie: 'sid-session-redis=s1' } },
  });
  expect(logOut?.settle(answer(200, { username: 'vu-0001' }))).toBe('ok');
  expect(next()?.request.headers).not.toHaveProperty('cookie');
});

it('a churning user of a mode with refresh tokens refreshes once, and logs out with the refresh token', () => {
  const next = createChurn(modeOf('jwt-refresh'), ['vu-0001']);
  const grant = (n: number) => answer(200, { access_token: `a${n}`, refresh_token: `r${n}`, expires_in: 5 });
  next()?.settle(grant(1));
  const renewal = next();
  expect([renewal?.kind, renewal?.request.body]).toEqual(['refresh', '{"refresh_token":"r1"}']);
  renewal?.settle(grant(2));
  const { kind, request } = next() ?? expect.fail('no turn');
  expect([kind, request.path, request.body]).toEqual([
    'logOut',
    '/api/jwt-refresh/logout',
    '{"refresh_token":"r2"}',
  ]);
});

it.each([
  ['is refused', answer(503, { code: 'store-unavailable' }), 'unavailable'],
  ['is not answered', undefined, 'error'],
  ['gives no credential', answer(200, {}), 'error'],
])('a churning user starts again when its log-in %s', (_what, given, outcome) => {
  const next = createChurn(modeOf('jwt-shared-key'), ['vu-0001']);
  expect(next()?.settle(given)).toBe(outcome);
  expect(next()?.kind).toBe('logIn');
});

it('the churn adds users of the same names while every user waits for an answer, up to a limit', () => {
  const next = createChurn(modeOf('jwt-shared-key'), ['vu-0001', 'vu-0002'], { maxUsers: 5 });
  const turns = Array.from({ length: 6 }, () => next());
  expect(turns.map((turn) => turn?.kind)).toEqual([...Array(5).fill('logIn'), undefined]);
  expect(new Set(turns.slice(2, 4).map((turn) => turn?.username))).toEqual(new Set(['vu-0001', 'vu-0002']));
  turns[4]?.settle(answer(200, { access_token: 'a', expires_in: 900 }));
  expect(next()?.kind).toBe('logOut');
});
