import { expect, it } from 'vitest';
import { countRefusals, describeCommonest, type Refusal, readRefusal } from './refusal.js';

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

it('the reason groups issuers whose credentials the same instances refused: one odd secret', () => {
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

it('the reason has what is known when the issuer is not named, or no answer came', () => {
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
