// Breakages of how bad, slow and odd requests are refused.
import type { Mutation } from '../mutation.js';

export const badInput: readonly Mutation[] = [
  {
    name: 'the limit for header lines is the one of Node, a minute',
    file: 'services/http/src/server.ts',
    find: 'headersTimeout: headersMs,',
    replace: '',
    tests: {
      'services/api/src/http-server.test.ts': [
        'an instance refuses header lines that arrive too slowly',
        'waits 5 s for header lines and 10 s for a request',
      ],
    },
  },
  {
    name: 'nobody looks for late requests until half a minute is over',
    file: 'services/http/src/server.ts',
    find: 'connectionsCheckingInterval: checkEveryMs,',
    replace: '',
    tests: {
      'services/api/src/http-server.test.ts': ['a control port refuses a body that arrives too slowly'],
    },
  },
  {
    name: 'a wrong method is answered with 404',
    file: 'services/http/src/not-found.ts',
    find: 'if (route) return methodNotAllowed',
    replace: "if (route && path === '') return methodNotAllowed",
    tests: {
      'services/e2e/src/api/bad-input.test.ts': [
        'an instance refuses a GET of a POST route',
        'a control port refuses a GET of a POST route',
      ],
    },
  },
  {
    name: 'an unknown path is refused for its body',
    file: 'services/http/src/problem.ts',
    find: '(isOfBody && fastify.problemOfPath?.(request)) || found',
    replace: 'found',
    tests: {
      'services/api/src/refusals.test.ts': ['QUERY is not a method of any path, with a body or without one'],
    },
  },
  {
    name: 'an encoded body is read as if it were not',
    file: 'services/http/src/server.ts',
    find: "encoding === undefined || encoding.toLowerCase() === 'identity'",
    replace: "encoding !== 'x'",
    tests: { 'services/e2e/src/api/bad-input.test.ts': ['an instance refuses a gzip body'] },
  },
  {
    name: 'a prototype in the JSON of a body is read',
    file: 'services/http/src/json-body.ts',
    find: "getDefaultJsonParser('error', 'error')",
    replace: "getDefaultJsonParser('ignore', 'ignore')",
    tests: { 'services/e2e/src/api/bad-input.test.ts': ['an instance refuses a body with __proto__'] },
  },
  {
    name: 'the answers of an instance let a browser guess their type',
    file: 'nginx/api.inc.template',
    find: 'proxy_hide_header Cross-Origin-Resource-Policy;\nadd_header X-Content-Type-Options nosniff always;',
    replace: 'proxy_hide_header Cross-Origin-Resource-Policy;',
    tests: {
      'services/e2e/src/cluster/nginx.test.ts': [
        'an answer forbids browsers to guess its type and to share it',
      ],
    },
  },
  {
    name: 'the length of a username has no limit',
    file: 'services/api/src/routes/login.ts',
    find: 'username: Type.String({ minLength: 1, maxLength: 64 })',
    replace: 'username: Type.String({ minLength: 1 })',
    tests: { 'services/api/src/refusals.test.ts': ['a log-in with a username of 65 characters'] },
  },
  {
    name: 'the length of a password has no limit',
    file: 'services/api/src/routes/login.ts',
    find: 'password: Type.String({ minLength: 1, maxLength: 256 })',
    replace: 'password: Type.String({ minLength: 1 })',
    tests: { 'services/api/src/refusals.test.ts': ['a log-in with a password of 257 characters'] },
  },
  {
    name: 'a password with a NUL behind it is the one without',
    file: 'services/api/src/routes/login.ts',
    find: 'refuseNul({ username, password });',
    replace: '',
    tests: { 'services/api/src/refusals.test.ts': ['a log-in with a NUL behind the right password'] },
  },
  {
    name: 'a User-Agent is kept whole',
    file: 'services/api/src/auth/log-ins/directory.ts',
    find: '.slice(0, longestDevice)',
    replace: '',
    tests: ['a User-Agent of 16 kB'],
  },
  {
    name: 'a User-Agent keeps what a terminal would obey',
    file: 'services/api/src/auth/log-ins/directory.ts',
    find: "decodeUtf8(header).replaceAll(acting, '\\u{fffd}')",
    replace: 'decodeUtf8(header)',
    tests: ['what a terminal would obey'],
  },
];
