// Breakages of session cookies and of how cookies are set.
import type { Mutation } from '../mutation.js';

const api = 'services/api/src';

export const cookies: readonly Mutation[] = [
  {
    name: 'the session cookie is never Secure',
    file: `${api}/auth/session.ts`,
    find: "secure: 'auto'",
    replace: 'secure: false',
    tests: [
      {
        file: `${api}/forwarded.test.ts`,
        name: 'the cookie of session-memory is Secure exactly where the browser speaks TLS to the balancer',
      },
    ],
  },
  {
    name: 'the token cookie is never Secure',
    file: `${api}/auth/cookies.ts`,
    find: "const secure = request.protocol === 'https';",
    replace: 'const secure = false;',
    tests: [
      {
        file: `${api}/forwarded.test.ts`,
        name: 'the cookie of jwt-shared-key is Secure exactly where the browser speaks TLS to the balancer',
      },
    ],
  },
  {
    name: 'forwarded headers are believed, whoever sends them',
    file: `${api}/app.ts`,
    find: "trustProxy: 'loopback, uniquelocal'",
    replace: 'trustProxy: true',
    tests: [
      {
        file: `${api}/forwarded.test.ts`,
        name: 'forwarded headers are believed from private addresses alone',
      },
    ],
  },
  {
    name: 'a bad signature of a cookie is remembered',
    file: `${api}/auth/cached-signer.ts`,
    find: 'if (result.valid) unsigned.set(cookie, result);',
    replace: 'unsigned.set(cookie, result);',
    tests: [
      {
        file: `${api}/auth/cached-signer.test.ts`,
        name: 'remembers good signatures and no bad ones, which anybody can make up',
      },
    ],
  },
  {
    name: 'ten million signatures of cookies are remembered',
    file: `${api}/auth/cached-signer.ts`,
    find: "boundedCache<ReturnType<Signer['unsign']>>(10_000)",
    replace: "boundedCache<ReturnType<Signer['unsign']>>(10_000_000)",
    tests: [
      {
        file: `${api}/caches.test.ts`,
        name: 'no cache of tokens or signatures holds more than 20,000 entries',
      },
    ],
  },
  {
    name: 'a log-in keeps the session ID that the browser brought',
    file: `${api}/auth/session.ts`,
    find: 'if (request.session.user) await request.session.regenerate();',
    replace: '',
    tests: [
      {
        file: `${api}/contract.test.ts`,
        name: 'gives a new credential at each log-in, whatever the request already carries',
      },
    ],
  },
  {
    name: 'of two session cookies of one name one counts',
    file: `${api}/auth/session-cookie.ts`,
    find: 'return names.indexOf(cookieName) !== names.lastIndexOf(cookieName);',
    replace: 'return false;',
    tests: [{ file: `${api}/auth/session-cookie.test.ts`, name: 'a cookie of one name' }],
  },
];
