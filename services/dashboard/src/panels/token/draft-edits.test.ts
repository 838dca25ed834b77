import { decodeBase64url } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import {
  type CookieDraft,
  cookieEdits,
  flipBit,
  listChanges,
  show,
  type TokenDraft,
  tokenEdits,
} from './draft.js';

const token: TokenDraft = {
  kind: 'jwt',
  header: show({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' }),
  payload: show({ sub: 'alice', username: 'alice', issued_by: 'api-1', exp: 1000 }),
  signature: 'dBjftJeZ4CVP',
};
const cookie: CookieDraft = {
  kind: 'session',
  tag: 'AbCd-_12',
  id: 'x'.repeat(32),
  instance: 'api-3',
  signature: '%2Bab/',
};

it.each([
  ['otherUser', ['sub', 'username']],
  ['longerLife', ['exp']],
  ['algNone', ['alg', 'signature']],
  ['otherIssuer', ['issued_by']],
  ['flipBit', ['signature']],
  ['cutSignature', ['signature']],
] as const)('of a token, %s changes %j and nothing else', (edit, changes) => {
  expect(listChanges(token, tokenEdits[edit](token))).toEqual(changes);
});

it.each([
  ['otherId', ['id']],
  ['otherInstance', ['instance']],
  ['flipBit', ['signature']],
  ['cutSignature', ['signature']],
] as const)('of a cookie, %s changes %j and nothing else', (edit, changes) => {
  expect(listChanges(cookie, cookieEdits[edit](cookie))).toEqual(changes);
});

it('alice becomes bob, and bob alice', () => {
  const bob = tokenEdits.otherUser(token);
  expect(JSON.parse(bob.payload)).toMatchObject({ sub: 'bob', username: 'bob' });
  expect(listChanges(token, tokenEdits.otherUser(bob))).toEqual([]);
});

it('alg: none comes without a signature', () => {
  const { header, signature } = tokenEdits.algNone(token);
  expect([JSON.parse(header).alg, signature]).toEqual(['none', '']);
});

it('flipping a bit twice restores the signature', () => {
  const before = decodeBase64url(token.signature) ?? [];
  const after = decodeBase64url(flipBit(token.signature)) ?? [];
  const flipped = [...after].map((byte, at) => byte ^ (before[at] ?? 0));
  expect(flipped.filter((bits) => bits !== 0)).toEqual([4]);
  expect(flipBit(flipBit(token.signature))).toBe(token.signature);
  expect(flipBit('%2Bab/')).toBe('%2Bbb/');
  expect(flipBit('-_9z')).toBe('-_8z');
  expect(flipBit('')).toBe('');
});

it('a part that is not JSON stays unchanged', () => {
  const broken = { ...token, payload: '{' };
  expect(tokenEdits.otherUser(broken)).toEqual(broken);
});
