import { expect, it } from 'vitest';
import { kindOf, timeIn } from './claim-table.js';

it.each([
  ['iss', 'registered'],
  ['sub', 'registered'],
  ['aud', 'registered'],
  ['exp', 'registered'],
  ['nbf', 'registered'],
  ['iat', 'registered'],
  ['jti', 'registered'],
  ['sid', 'public'],
  ['client_id', 'public'],
  ['email', 'public'],
  ['https://scale-out-lab.example/claims/mode', 'public'],
  ['http://example.com/is_root', 'public'],
  ['urn:example:role', 'public'],
  ['username', 'private'],
  ['issued_by', 'private'],
  ['note: this', 'private'],
] as const)('the claim %s is %s', (name, kind) => {
  expect(kindOf(name, 'payload')).toBe(kind);
});

it('the header has its own registered names', () => {
  expect(['alg', 'typ', 'kid'].map((name) => kindOf(name, 'header'))).toEqual(Array(3).fill('registered'));
  expect(kindOf('alg', 'payload')).toBe('private');
});

it('only the time claims are read as seconds since the epoch', () => {
  expect(timeIn('exp', 1300819380)?.toISOString()).toBe('2011-03-22T18:43:00.000Z');
  expect(timeIn('exp', '1300819380')).toBeNull();
  expect(timeIn('exp', 1e20)).toBeNull();
  expect(timeIn('jti', 1300819380)).toBeNull();
});
