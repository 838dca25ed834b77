// Breakages of session cookies and of how cookies are set.
import type { Mutation } from '../mutation.js';

export const cookies: readonly Mutation[] = [
  {
    name: 'the session cookie is never Secure',
    file: 'services/api/src/auth/session.ts',
    find: "secure: 'auto'",
    replace: 'secure: false',
    tests: [
      {
        file: 'services/api/src/forwarded.test.ts',
        name: 'the cookie of session-memory is Secure exactly where the browser speaks TLS to the balancer',
      },
    ],
  },
  {
    name: 'the token cookie is never Secure',
    file: 'services/api/src/auth/cookies.ts',
    find: "const secure = request.protocol === 'https';",
    replace: 'const secure = false;',
    tests: [
      {
        file: 'services/api/src/forwarded.test.ts',
        name: 'the cookie of jwt-shared-key is Secure exactly where the browser speaks TLS to the balancer',
      },
    ],
  },
  {
    name: 'forwarded headers are trusted from every sender',
    file: 'services/api/src/app.ts',
    find: "trustProxy: 'loopback, uniquelocal'",
    replace: 'trustProxy: true',
    tests: [
      {
        file: 'services/api/src/forwarded.test.ts',
        name: 'forwarded headers are believed from private addresses alone',
      },
    ],
  },
  {
    name: 'a bad signature of a cookie is remembered',
    file: 'services/api/src/auth/cached-signer.ts',
    find: 'if (result.valid) unsigned.set(cookie, result);',
    replace: 'unsigned.set(cookie, result);',
    tests: [
      {
        file: 'services/api/src/auth/cached-signer.test.ts',
        name: 'caches good signatures only, since a client can invent any number of bad ones',
      },
    ],
  },
  {
    name: 'ten million signatures of cookies are remembered',
    file: 'services/api/src/auth/cached-signer.ts',
    find: "boundedCache<ReturnType<Signer['unsign']>>(10_000)",
    replace: "boundedCache<ReturnType<Signer['unsign']>>(10_000_000)",
    tests: [
      {
        file: 'services/api/src/caches.test.ts',
        name: 'no cache of tokens or signatures holds more than 20,000 entries',
      },
    ],
  },
  {
    name: 'a log-in keeps the session ID that the browser brought',
    file: 'services/api/src/auth/session.ts',
    find: 'if (isLoggedIn) await replaceSession(request, sessionId);',
    replace: '',
    tests: [
      {
        file: 'services/api/src/auth/session.test.ts',
        name: 'ends the session that a browser already has when its user logs in again',
      },
      {
        file: 'services/api/src/contract.test.ts',
        name: 'gives a new credential at each log-in, whatever the request already carries',
      },
    ],
  },
  {
    name: 'of two good session cookies the first counts',
    file: 'services/api/src/auth/session.ts',
    find: 'if (only && good.length === 1)',
    replace: 'if (only)',
    tests: [
      {
        file: 'services/api/src/auth/several-cookies.test.ts',
        name: 'does not guess between two that are good, and deletes neither',
      },
    ],
  },
  {
    name: 'a request may bring any number of session cookies to try',
    file: 'services/api/src/auth/session.ts',
    find: 'const isTried = values.length <= mostCookies;',
    replace: 'const isTried = values.length > 0;',
    tests: [{ file: 'services/api/src/auth/several-cookies.test.ts', name: 'tries no more than four' }],
  },
  {
    name: 'the refresh cookie goes with requests that do not need it',
    file: 'services/api/src/auth/tokens/carrier.ts',
    find: "const routes = ['refresh', 'logout'];",
    replace: "const routes = ['refresh', 'logout', 'me'];",
    tests: [
      {
        file: 'services/api/src/refresh.test.ts',
        name: 'by cookie goes with no request but a refresh and a log-out',
      },
    ],
  },
  {
    name: 'credentials of another scheme count as a bad token',
    file: 'services/api/src/auth/tokens/carrier.ts',
    find: 'return /^Bearer(?: |$)/i.test(authorization) ||',
    replace: 'return true ||',
    tests: [
      {
        file: 'services/api/src/auth/tokens/spelling.test.ts',
        name: 'takes another scheme for no credential, and names no error',
      },
    ],
  },
  {
    name: 'a log-in clears the cookie that it sets',
    file: 'services/api/src/auth/session.ts',
    find: 'delete request.cookies[cookieName];\n        // A logged-in user',
    replace: '// A visitor',
    tests: [
      {
        file: 'services/api/src/auth/session.test.ts',
        name: 'sets one cookie, though the browser brings that of a session which has ended',
      },
    ],
  },
];
