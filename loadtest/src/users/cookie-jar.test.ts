import { expect, it } from 'vitest';
import { createCookieJar } from './cookie-jar.js';

const now = Date.parse('2026-11-23T19:00:00Z');

function cookiesAfter(...answers: readonly (readonly string[])[]): string | undefined {
  const jar = createCookieJar(() => now);
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
