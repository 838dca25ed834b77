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
  return () => next() ?? expect.fail('nobody has a turn');
}
const me = (username = 'vu-0001') => answer(200, { username });

it('read while the credential is young, and renew it before it is over', () => {
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

it('never have two renewals of one credential under way', () => {
  const next = membersOf('vu-0001', 'vu-0002');
  now = 2000;
  const [first, second] = [next(), next()];
  expect([first.kind, second.kind]).toEqual(['refresh', 'refresh']);
  expect(first.username).not.toBe(second.username);
});

it('have no turn while all of them wait for a renewal', () => {
  now = 0;
  const credential = createCredential('jwt', clientModels.pinned, () => now);
  credential.accept(grant(), 'log-in');
  const next = createMembers([{ mode, username: 'vu-0001', credential }]);
  now = 2000;
  next();
  expect(next()).toBeUndefined();
});

it('repeat a renewal whose answer was lost before anybody else has a turn, and read in between', () => {
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

it('send no credential that is over, as long as it may be renewed', () => {
  const next = membersOf('vu-0001');
  now = 4000;
  for (let tries = 0; tries < 3; tries += 1) {
    const turn = next();
    expect(turn.kind).toBe('refresh');
    turn.settle(answer(503, { code: 'store-unavailable' }));
  }
});

it('whose family was ended read on with what they have, and renew no more', () => {
  const next = membersOf('vu-0001');
  now = 2000;
  expect(next().settle(answer(401, { code: 'reused-token' }))).toBe('unauthenticated');
  for (now of [2000, 9000]) {
    const turn = next();
    expect([turn.kind, turn.request.headers]).toEqual(['read', { authorization: 'Bearer a1' }]);
  }
});
