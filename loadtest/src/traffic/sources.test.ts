import { modeNamed } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Answer } from '../model/answer.js';
import { clientModels, createCredential } from '../users/credential.js';
import type { PlannedRequest } from './planned-request.js';
import { createChurn, createMembers, createMix, createShuffleBag } from './sources.js';

const mode = modeNamed('jwt-refresh');
let now = 0;
let tokens = 0;

const answer = (status: number, body: object, cookie?: string): Answer => ({
  status,
  headers: cookie ? { 'set-cookie': cookie } : {},
  body: JSON.stringify(body),
});
function grant(): Answer {
  tokens += 1;
  return answer(200, { access_token: `a${tokens}`, refresh_token: `r${tokens}`, expires_in: 5 });
}
function membersOf(...usernames: string[]) {
  now = 0;
  tokens = 0;
  const users = usernames.map((username) => {
    const credential = createCredential('jwt', clientModels.pinned, () => now);
    credential.accept(grant(), 'log-in');
    return { mode, username, credential };
  });
  const next = createMembers(users);
  return () => next() ?? expect.fail('no request is planned');
}
const me = (username = 'vu-0001') => answer(200, { username });

it('a member sends reads with a young credential, and refreshes it before it expires', () => {
  const next = membersOf('vu-0001');
  const young = next();
  expect([young.kind, young.settle(me())]).toEqual(['read', 'ok']);
  now = 2000;
  const renewal = next();
  expect([renewal.kind, renewal.request.body]).toEqual(['refresh', '{"refresh_token":"r1"}']);
  expect(renewal.settle(grant())).toBe('ok');
  const read = next();
  expect([read.kind, read.request.headers]).toEqual(['read', { authorization: 'Bearer a2' }]);
});

it('one credential never has two refreshes in flight', () => {
  const next = membersOf('vu-0001', 'vu-0002');
  now = 2000;
  const [first, second] = [next(), next()];
  expect([first.kind, second.kind]).toEqual(['refresh', 'refresh']);
  expect(first.username).not.toBe(second.username);
});

it('no request is planned while every member waits for a refresh', () => {
  now = 0;
  const credential = createCredential('jwt', clientModels.pinned, () => now);
  credential.accept(grant(), 'log-in');
  const next = createMembers([{ mode, username: 'vu-0001', credential }]);
  now = 2000;
  next();
  expect(next()).toBeUndefined();
});

it('a member retries a refresh without an answer before another member refreshes, and reads in between', () => {
  const next = membersOf('vu-0001', 'vu-0002');
  now = 2000;
  const lost = next();
  lost.settle(undefined);
  const turns = [next(), next()];
  expect(turns.map(({ kind, username }) => [kind, username])).toEqual([
    ['read', lost.username],
    ['refresh', lost.username],
  ]);
  expect(turns[1]?.request.body).toBe(lost.request.body);
});

it('a member sends no expired credential while a refresh is possible', () => {
  const next = membersOf('vu-0001');
  now = 4000;
  for (let tries = 0; tries < 3; tries += 1) {
    const turn = next();
    expect(turn.kind).toBe('refresh');
    turn.settle(answer(503, { code: 'store-unavailable' }));
  }
});

it('a member of a revoked token family keeps its credential, and does not refresh again', () => {
  const next = membersOf('vu-0001');
  now = 2000;
  expect(next().settle(answer(401, { code: 'reused-token' }))).toBe('unauthenticated');
  for (now of [2000, 9000]) {
    const turn = next();
    expect([turn.kind, turn.request.headers]).toEqual(['read', { authorization: 'Bearer a1' }]);
  }
});

it('a churning user logs in, logs out with that credential, and starts again as a new user', () => {
  const next = createChurn(modeNamed('session-redis'), ['vu-0001']);
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
  const next = createChurn(modeNamed('jwt-refresh'), ['vu-0001']);
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
  const next = createChurn(modeNamed('jwt-shared-key'), ['vu-0001']);
  expect(next()?.settle(given)).toBe(outcome);
  expect(next()?.kind).toBe('logIn');
});

it('the churn adds users of the same names while every user waits for an answer, up to a limit', () => {
  const next = createChurn(modeNamed('jwt-shared-key'), ['vu-0001', 'vu-0002'], 5);
  const turns = Array.from({ length: 6 }, () => next());
  expect(turns.map((turn) => turn?.kind)).toEqual([...Array(5).fill('logIn'), undefined]);
  expect(new Set(turns.slice(2, 4).map((turn) => turn?.username))).toEqual(new Set(['vu-0001', 'vu-0002']));
  turns[4]?.settle(answer(200, { access_token: 'a', expires_in: 900 }));
  expect(next()?.kind).toBe('logOut');
});

const source = (mode: string, kind: PlannedRequest['kind']) => () => ({ mode, kind }) as PlannedRequest;
const modes = ['a', 'b', 'c'].map((mode) => ({
  members: source(mode, 'read'),
  churn: source(mode, 'logIn'),
}));

it.each([
  [0.2, 100, 20],
  [0, 100, 0],
  [1, 100, 100],
  [0.3, 100, 30],
])(
  'with a share of writes of %d, each mode gets %i turns, %i of them of the churn',
  (share, turns, writes) => {
    const next = createMix(modes, share);
    const all = Array.from({ length: 3 * turns }, next);
    for (const mode of ['a', 'b', 'c']) {
      const own = all.filter((turn) => turn?.mode === mode);
      expect([own.length, own.filter((turn) => turn?.kind === 'logIn').length]).toEqual([turns, writes]);
    }
  },
);

it('a shuffle bag gives everything once a round', () => {
  const draw = createShuffleBag(['a', 'b', 'c']);
  for (let round = 0; round < 20; round += 1)
    expect([draw(), draw(), draw()].sort()).toEqual(['a', 'b', 'c']);
});

it('a shuffle bag is not in step with a rotation of as many places', () => {
  const draw = createShuffleBag([0, 1, 2]);
  const inStep = Array.from({ length: 3000 }, (_, turn) => draw() === turn % 3).filter(Boolean).length;
  // 3000 draws at 1/3 have a standard deviation of 26; six of them are 155.
  expect(Math.abs(inStep - 1000)).toBeLessThan(155);
});
