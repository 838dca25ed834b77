import { findMode } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Answer } from '../model/answer.js';
import { clientModels, createCredential } from '../users/credential.js';
import { createMembers } from './members.js';

const mode = findMode('jwt-refresh') ?? expect.fail('no such mode');
let now = 0;
let tokens = 0;

const answer = (status: number, body: object): Answer => ({
  status,
  headers: {},
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

it('a member whose token family was revoked keeps its credential, and refreshes no more', () => {
  const next = membersOf('vu-0001');
  now = 2000;
  expect(next().settle(answer(401, { code: 'reused-token' }))).toBe('unauthenticated');
  for (now of [2000, 9000]) {
    const turn = next();
    expect([turn.kind, turn.request.headers]).toEqual(['read', { authorization: 'Bearer a1' }]);
  }
});
