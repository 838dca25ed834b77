import { describe, expect, it } from 'vitest';
import {
  classify,
  countRefusals,
  describeCommonest,
  instanceOf,
  type Refusal,
  readRefusal,
  reasonOf,
  retryAfterSeconds,
  textField,
} from './answer.js';
import { toPrintable } from './words.js';

it('text of an answer cannot command the terminal', () => {
  const headers = { 'X-Instance-Id': 'api\u009b31m' };
  const body = JSON.stringify({ code: '\u001b]0;owned\u0007', servedBy: 'api\u001b[2J' });
  expect(textField({ status: 401, headers, body }, 'code')).toBe('\\u{1b}]0;owned\\u{7}');
  expect(instanceOf({ status: 401, headers, body })).toBe('api\\u{9b}31m');
  expect(instanceOf({ status: 401, headers: {}, body })).toBe('api\\u{1b}[2J');
});

it.each([
  [503, { 'Retry-After': '1' }, 1],
  [503, { 'retry-after': '60' }, undefined],
  [503, {}, undefined],
  [429, { 'retry-after': '1' }, undefined],
])('%i with %j is to be repeated after %s s', (status, headers, seconds) => {
  expect(retryAfterSeconds({ status, headers, body: '' })).toBe(seconds);
});

it.each([
  ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a title of the window', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
  ['an eight-bit escape', '\u009b2J', '\\u{9b}2J'],
  ['an overwritten line', 'refused\rok', 'refused\\u{d}ok'],
  ['a line of its own', 'a\nb\u2028c', 'a\\u{a}b\\u{2028}c'],
  ['text that runs backwards', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ['a deletion', 'ab\u007f\b', 'ab\\u{7f}\\u{8}'],
  ['any language, and a tab', '세션\té 👩‍💻', '세션\té 👩‍💻'],
])('%s is shown and not interpreted', (_what, text, shown) => {
  expect(toPrintable(text)).toBe(shown);
});

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

const instances = ['api-1', 'api-2', 'api-3'];
const times = (count: number, code: string, issuedBy: string | null, refusedBy: string | null) =>
  Array.from({ length: count }, (): Refusal => ({ code, issuedBy, refusedBy }));
const describeIt = (...refusals: readonly Refusal[][]) =>
  describeCommonest(countRefusals(refusals.flat()), 'tokens', instances);

it('the reason names the issuer and the refusing instances: one clock is ahead', () => {
  const refused = [
    times(40, 'invalid-claims', 'api-1', 'api-2'),
    times(32, 'invalid-claims', 'api-1', 'api-3'),
    times(5, 'store-unavailable', 'api-2', 'api-2'),
  ];
  expect(describeIt(...refused)).toBe('72 × invalid-claims: tokens of api-1 refused by api-2 and api-3');
});

it('the reason groups issuers if the same instances refused their credentials: one odd secret', () => {
  const refused = [
    times(9, 'bad-signature', 'api-1', 'api-3'),
    times(8, 'bad-signature', 'api-1', 'api-2'),
    times(7, 'bad-signature', 'api-3', 'api-1'),
    times(6, 'bad-signature', 'api-2', 'api-1'),
  ];
  expect(describeIt(...refused)).toBe(
    '30 × bad-signature: tokens of api-1 refused by api-2 and api-3; tokens of api-2 and api-3 refused by api-1',
  );
});

it('the reason is short when every instance refuses the credentials of all others', () => {
  const pairs = instances.flatMap((from) => instances.map((by) => [from, by] as const));
  const refused = pairs
    .filter(([from, by]) => from !== by)
    .map(([from, by]) => times(2, 'unknown-session', from, by));
  expect(describeIt(...refused)).toBe('12 × unknown-session: tokens of each instance refused by all others');
});

it('the reason has the known parts when the issuer is not named, or no answer arrived', () => {
  expect(describeIt(times(3, 'http-502', null, 'nginx'))).toBe('3 × http-502: tokens refused by nginx');
  expect(describeIt(times(3, 'no-answer', 'api-1', null))).toBe(
    '3 × no-answer: tokens of api-1 not answered',
  );
  expect(describeIt(times(1, 'no-answer', null, null))).toBe('1 × no-answer');
  expect(describeIt()).toBeNull();
});

it('the issuer that the refusal names takes precedence over the one that the client assumes', () => {
  const answer = (body: object) => ({
    status: 401,
    headers: { 'X-Instance-Id': 'api-2' },
    body: JSON.stringify({ code: 'revoked', ...body }),
  });
  const refusal = { code: 'revoked', issuedBy: 'api-1', refusedBy: 'api-2' };
  expect(readRefusal(answer({ issuedBy: 'api-1' }), 'api-3')).toEqual(refusal);
  expect(readRefusal(answer({}), 'api-1')).toEqual(refusal);
  expect(readRefusal(undefined, undefined)).toEqual({ code: 'no-answer', issuedBy: null, refusedBy: null });
});
