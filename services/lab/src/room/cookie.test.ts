import { expect, it } from 'vitest';
import { visitorCookie, visitorSecret } from './cookie.js';

const secret = 'a'.repeat(22);
const overTls = { 'x-forwarded-proto': 'https' };

it('over TLS the cookie of a visitor has a protected name, with the attributes that a browser then requires', () => {
  const cookie = visitorCookie(overTls, secret);
  expect(cookie).toBe(`__Host-lab_visitor=${secret}; Path=/; Secure; HttpOnly; SameSite=Strict`);
  expect(visitorSecret({ ...overTls, cookie: `a=b; __Host-lab_visitor=${secret}` })).toBe(secret);
});

it('over TLS a cookie without the prefix counts for no visitor, because another host could have set it', () => {
  expect(visitorSecret({ ...overTls, cookie: `lab_visitor=${secret}` })).toBeUndefined();
  expect(visitorSecret({ cookie: `lab_visitor=${secret}` })).toBe(secret);
});
