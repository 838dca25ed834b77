// Breakages of cookies: how they are set and signed, and which requests of other sites (CSRF) may not use them.
import type { Mutation } from '../mutation.js';

const noExemption = ['an Authorization header that is not the credential exempts from nothing'];

export const cookies: readonly Mutation[] = [
  {
    name: 'the session cookie is never Secure',
    file: 'services/api/src/auth/session-cookie.ts',
    find: "secure: 'auto'",
    replace: 'secure: false',
    tests: {
      'services/api/src/forwarded.test.ts': [
        'the cookie of session-memory is Secure exactly where the browser speaks TLS to the balancer',
      ],
    },
  },
  {
    name: 'the token cookie is never Secure',
    file: 'services/api/src/auth/cookies.ts',
    find: "const secure = request.protocol === 'https';",
    replace: 'const secure = false;',
    tests: {
      'services/api/src/forwarded.test.ts': [
        'the cookie of jwt-shared-key is Secure exactly where the browser speaks TLS to the balancer',
      ],
    },
  },
  {
    name: 'a refused session cookie is deleted without Secure',
    file: 'services/api/src/auth/session-cookie.ts',
    find: 'reply.clearCookie(cookieName, cookieOptions)',
    replace: "reply.clearCookie(cookieName, { path: '/' })",
    tests: {
      'services/api/src/forwarded.test.ts': [
        'with LAB_TLS=on, the deletion of a cookie of session-memory has the attributes without which a browser keeps the cookie',
      ],
    },
  },
  {
    name: 'forwarded headers are trusted from every sender',
    file: 'services/api/src/app.ts',
    find: "trustProxy: 'loopback, uniquelocal'",
    replace: 'trustProxy: true',
    tests: {
      'services/api/src/forwarded.test.ts': ['forwarded headers count only from private addresses'],
    },
  },
  {
    name: 'a bad signature of a cookie is remembered',
    file: 'services/api/src/auth/session-cookie.ts',
    find: 'if (result.valid) unsigned.set(cookie, result);',
    replace: 'unsigned.set(cookie, result);',
    tests: ['caches good signatures only, since a client can invent any number of bad ones'],
  },
  {
    name: 'ten million signatures of cookies are remembered',
    file: 'services/api/src/auth/session-cookie.ts',
    find: "boundedCache<ReturnType<Signer['unsign']>>(10_000)",
    replace: "boundedCache<ReturnType<Signer['unsign']>>(10_000_000)",
    tests: {
      'services/api/src/caches.test.ts': ['no cache of tokens or signatures holds more than 20,000 entries'],
    },
  },
  {
    name: 'a log-in keeps the session ID that the browser brought',
    file: 'services/api/src/auth/session.ts',
    find: 'await replaceSession(request, sessionId);',
    replace: '',
    tests: {
      'services/api/src/auth/session.test.ts': ['a second log-in of a browser ends its first session'],
      'services/api/src/contract.test.ts': [
        'gives a new credential at each log-in, even to a request that carries one',
      ],
    },
  },
  {
    name: 'of two good session cookies the first counts',
    file: 'services/api/src/auth/session.ts',
    find: 'if (only && good.length === 1)',
    replace: 'if (only)',
    tests: {
      'services/api/src/auth/several-cookies.test.ts': [
        'two good cookies are refused, and neither is deleted',
      ],
    },
  },
  {
    name: 'a request may bring any number of session cookies to try',
    file: 'services/api/src/auth/session.ts',
    find: 'const isTried = values.length <= mostCookies;',
    replace: 'const isTried = values.length > 0;',
    tests: {
      'services/api/src/auth/several-cookies.test.ts': ['at most four cookies of one name are checked'],
    },
  },
  {
    name: 'the refresh cookie goes with requests that do not need it',
    file: 'services/api/src/auth/tokens/carrier.ts',
    find: "const routes = ['refresh', 'logout'];",
    replace: "const routes = ['refresh', 'logout', 'me'];",
    tests: {
      'services/api/src/refresh.test.ts': [
        'by cookie: the refresh cookie is sent only with a refresh and a log-out',
      ],
    },
  },
  {
    name: 'credentials of another scheme count as a bad token',
    file: 'services/api/src/auth/tokens/carrier.ts',
    find: 'return /^Bearer(?: |$)/i.test(authorization) ||',
    replace: 'return true ||',
    tests: {
      'services/api/src/auth/tokens/spelling.test.ts': [
        'an Authorization header of another scheme counts as no credential',
      ],
    },
  },
  {
    name: 'a log-in clears the cookie that it sets',
    file: 'services/api/src/auth/session.ts',
    find: 'delete request.cookies[cookieName];\n        const sessionId',
    replace: 'const sessionId',
    tests: ['a log-in with the cookie of an ended session sets one cookie'],
  },
  {
    name: 'any Authorization header exempts from the check',
    file: 'services/api/src/cross-site.ts',
    find: 'request.routeOptions.config.usesCredential === true && auth.isBearer(request)',
    replace: 'request.headers.authorization !== undefined',
    tests: noExemption,
  },
  {
    name: 'a Bearer header exempts a log-in, which does not read it',
    file: 'services/api/src/cross-site.ts',
    find: 'request.routeOptions.config.usesCredential === true && auth.isBearer(request)',
    replace: 'auth.isBearer(request)',
    tests: noExemption,
  },
  {
    name: 'a Bearer header exempts in a mode that reads cookies alone',
    file: 'services/api/src/auth/session.ts',
    find: 'isBearer: () => false',
    replace: "isBearer: ({ headers }) => headers.authorization?.startsWith('Bearer ') === true",
    tests: { 'services/api/src/cross-site.test.ts': noExemption },
  },
  {
    name: 'a page of another port of the host counts as the own page',
    file: 'services/http/src/same-origin.ts',
    find: "site === 'same-origin' || site === 'none'",
    replace: "site !== 'cross-site'",
    tests: {
      'services/api/src/cross-site.test.ts': [
        'another port, where Origin is missing may not',
        'another port of this machine may not',
      ],
    },
  },
  {
    name: 'an origin with a user or a path counts as the own origin',
    file: 'services/http/src/same-origin.ts',
    find: 'new URL(own).origin === origin',
    replace: 'new URL(own).host === new URL(origin).host',
    tests: {
      'services/api/src/cross-site.test.ts': [
        'a user of the same name as the lab may not',
        'a path behind the lab’s origin may not',
      ],
    },
  },
];
