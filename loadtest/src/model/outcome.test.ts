import { describe, expect, it } from 'vitest';
import { classify, reasonOf } from './outcome.js';

const answer = (status: number, body: unknown) => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('an answer to vu-0001', () => {
  it.each([
    { given: answer(200, { username: 'vu-0001', servedBy: 'api-2', more: 1 }), outcome: 'ok' },
    { given: answer(200, { username: 'vu-0002' }), outcome: 'wrongUser' },
    { given: answer(200, { username: 1 }), outcome: 'error' },
    { given: answer(200, { name: 'vu-0001' }), outcome: 'error' },
    { given: answer(200, '<html>vu-0001</html>'), outcome: 'error' },
    { given: answer(200, '"vu-0001"'), outcome: 'error' },
    { given: answer(200, 'null'), outcome: 'error' },
    { given: answer(200, ''), outcome: 'error' },
    { given: answer(201, { username: 'vu-0001' }), outcome: 'error' },
    { given: answer(302, ''), outcome: 'error' },
    { given: answer(401, { code: 'unknown-session' }), outcome: 'unauthenticated' },
    { given: answer(401, { username: 'vu-0001' }), outcome: 'unauthenticated' },
    { given: answer(403, ''), outcome: 'error' },
    { given: answer(404, ''), outcome: 'error' },
    { given: answer(500, ''), outcome: 'error' },
    { given: answer(502, ''), outcome: 'unavailable' },
    { given: answer(503, { code: 'store-unavailable' }), outcome: 'unavailable' },
    { given: answer(504, ''), outcome: 'unavailable' },
    { given: undefined, outcome: 'error' },
  ])('$given.status $given.body is $outcome', ({ given, outcome }) => {
    expect(classify(given, 'vu-0001')).toBe(outcome);
  });
});

describe('the reason', () => {
  it.each([
    { given: answer(401, { code: 'bad-signature' }), reason: 'bad-signature' },
    { given: answer(401, { code: '\u001b[2Jbad' }), reason: '\\u{1b}[2Jbad' },
    { given: answer(502, '<html>'), reason: 'http-502' },
    { given: undefined, reason: 'no-answer' },
  ])('is $reason', ({ given, reason }) => {
    expect(reasonOf(given)).toBe(reason);
  });
});
