import { expect, it } from 'vitest';
import type { Answer } from '../model/answer.js';
import { clientModels, createCookieJar, createCredential } from './credential.js';

let now = 0;
const credential = () => createCredential('jwt', clientModels.pinned, () => now);
const tokens = (fields: object): Answer => ({ status: 200, headers: {}, body: JSON.stringify(fields) });

it('a credential with a refresh token is due at half of its life and expires at the end, one second less each', () => {
  now = 1000;
  const own = credential();
  expect(own.shouldRefresh()).toBe(false);
  expect(own.accept(tokens({ access_token: 'a', refresh_token: 'r1', expires_in: 5 }), 'log-in')).toBeNull();
  now = 2999;
  expect(own.shouldRefresh()).toBe(false);
  now = 3000;
  expect(own.shouldRefresh()).toBe(true);
  now = 4999;
  expect(own.isExpired()).toBe(false);
  now = 5000;
  expect(own.isExpired()).toBe(true);
  expect(own.refreshToken()).toBe('r1');

  expect(own.accept(tokens({ access_token: 'b', refresh_token: 'r2', expires_in: 5 }), 'refresh')).toBeNull();
  expect([own.shouldRefresh(), own.refreshToken(), own.all()]).toEqual([
    false,
    'r2',
    { authorization: 'Bearer b' },
  ]);
});

it.each([
  { what: 'without a refresh token', fields: { access_token: 'a', expires_in: 5 } },
  { what: 'without a stated life', fields: { access_token: 'a', refresh_token: 'r' } },
])('a credential $what is never due for a refresh', ({ fields }) => {
  now = 0;
  const own = credential();
  own.accept(tokens(fields), 'log-in');
  now = 1e9;
  expect(own.shouldRefresh()).toBe(false);
});

it('a refresh that is refused or gives no token is described', () => {
  const refused = { status: 401, headers: {}, body: '{"code":"reused-token"}' };
  expect(credential().accept(refused, 'refresh')).toBe('the refresh was refused with 401: reused-token');
  expect(credential().accept(tokens({}), 'refresh')).toBe(
    'the refresh was answered with 200 but without an access_token',
  );
});

const wallClock = Date.parse('2026-11-23T19:00:00Z');

function cookiesAfter(...answers: readonly (readonly string[])[]): string | undefined {
  const jar = createCookieJar(() => wallClock);
  for (const setCookies of answers) jar.store(setCookies);
  return jar.header();
}

it.each([
  { what: 'nothing', given: [], expected: undefined },
  { what: 'a cookie with attributes', given: [['sid=a; Path=/; HttpOnly; SameSite=Lax']], expected: 'sid=a' },
  { what: 'an equals sign in the value', given: [['sid=a=b==; Path=/']], expected: 'sid=a=b==' },
  { what: 'two cookies', given: [['sid=a', 'route=r1; Path=/']], expected: 'sid=a; route=r1' },
  { what: 'a new value', given: [['sid=a'], ['sid=b']], expected: 'sid=b' },
  { what: 'deletion by Max-Age', given: [['sid=a', 'route=r'], ['sid=; Max-Age=0']], expected: 'route=r' },
  {
    what: 'deletion by Expires',
    given: [['sid=a'], ['sid=; expires=Thu, 01 Jan 1970 00:00:00 GMT']],
    expected: undefined,
  },
  {
    what: 'Max-Age over Expires',
    given: [['sid=a; EXPIRES=Thu, 01 Jan 1970 00:00:00 GMT; MAX-AGE=60']],
    expected: 'sid=a',
  },
  {
    what: 'an Expires that is to come',
    given: [['sid=a; Expires=Tue, 24 Nov 2026 19:00:00 GMT']],
    expected: 'sid=a',
  },
  {
    what: 'attributes that cannot be read',
    given: [['sid=a; Max-Age=soon; Expires=never']],
    expected: 'sid=a',
  },
  { what: 'a cookie without a name', given: [['=a', '', ';']], expected: undefined },
])('the cookie jar keeps $what', ({ given, expected }) => {
  expect(cookiesAfter(...given)).toBe(expected);
});
