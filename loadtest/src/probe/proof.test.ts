import { expect, it } from 'vitest';
import type { Answer } from '../model/answer.js';
import { describeRefusal, judgeCheck, memberOf } from './proof.js';

const answer = (status: number, body = '', headers: Answer['headers'] = {}): Answer => ({
  status,
  body,
  headers,
});

it.each([
  [answer(200, 'Hello Alice'), 'ok'],
  [answer(200, '<form>Log in</form>'), 'logged-out'],
  [answer(302, '', { location: '/login' }), 'logged-out'],
  [answer(401, 'Alice?'), 'logged-out'],
  [answer(429), 'rate-limited'],
  [answer(503), 'unavailable'],
  [answer(431), 'too-large'],
  [answer(400, 'Request Header Or Cookie Too Large'), 'too-large'],
  [undefined, 'no-answer'],
])('%j is judged by the text that proves a log-in: %s', (given, outcome) => {
  expect(judgeCheck(given, { text: 'Alice' })).toBe(outcome);
});

it('every proof that is given must hold', () => {
  const proof = { json: { path: 'user.id', value: '7' }, status: 203 };
  expect(judgeCheck(answer(203, '{"user":{"id":7}}'), proof)).toBe('ok');
  expect(judgeCheck(answer(200, '{"user":{"id":7}}'), proof)).toBe('logged-out');
  expect(judgeCheck(answer(203, '{"user":{"id":8}}'), proof)).toBe('logged-out');
  expect(judgeCheck(answer(203, 'no JSON'), proof)).toBe('logged-out');
});

it('a member is read by its path', () => {
  expect(memberOf({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1);
  expect(memberOf({}, 'constructor')).toBeUndefined();
});

it('a refusal is described without queries and without pages', () => {
  expect(describeRefusal(answer(302, '', { location: '/login?user=alice@example' }))).toBe('302 to /login');
  expect(describeRefusal(answer(401, '{"code":"unknown-session"}'))).toBe('401 unknown-session');
  expect(describeRefusal(answer(403, '<p>Alice, you may not</p>'))).toBe('403');
});

it.each([
  ['{"error":"No session eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln is known"}', '401 No session  is known'],
  ['{"error":"bad sid s:Zk3_aPq9xYw27uVbNc5tRe8m.sig"}', '401 bad sid s:'],
  ['{"code":"ERR_JWS_SIGNATURE_VERIFICATION_FAILED"}', '401 ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
])('the refusal %s shows no credential', (body, words) => {
  expect(describeRefusal(answer(401, body))).toBe(words);
});

it('a redirect shows no session ID in its path', () => {
  const locationOf = (location: string) => describeRefusal(answer(302, '', { location }));
  expect(locationOf('/login;jsessionid=8A1F2B3C4D5E6F708192A3B4C5D6E7F8.s0')).toBe('302 to /login');
  expect(locationOf('/s/8a1f2b3c4d5e6f708192a3b4/login')).toBe('302 to /s/…/login');
});
