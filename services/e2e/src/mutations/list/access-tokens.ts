// Breakages of access tokens: how they are checked, revoked and remembered.
import type { Mutation } from '../mutation.js';

export const accessTokens: readonly Mutation[] = [
  {
    name: "a revoked token lists and ends its user's log-ins, and logs out",
    file: 'services/api/src/auth/jwt.ts',
    find: 'await admit(request, token);\n      return',
    replace: 'return',
    tests: {
      'services/api/src/sessions.test.ts': ['a revoked credential cannot list log-ins, end one, or log out'],
    },
  },
  {
    name: 'a token is admitted without a look at what was revoked',
    file: 'services/api/src/auth/jwt.ts',
    find: "if (found !== 'ended') return principal;",
    replace: "if (found !== 'never') return principal;",
    tests: { 'services/api/src/contract.test.ts': ['refuses a copy after a log-out'] },
  },
  {
    name: 'a revocation is forgotten when the token expires by the right clock',
    file: 'services/api/src/auth/log-ins/stores.ts',
    find: 'stores[mode.state]?.(options, clockToleranceSeconds * 1000)',
    replace: 'stores[mode.state]?.(options, 0)',
    tests: {
      'services/api/src/auth/tokens/clock.test.ts': [
        'a revoked token stays revoked on an instance with a clock 25 s behind',
      ],
    },
  },
  {
    name: 'a token is not good until the clock of its issuer is reached',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'setNotBefore(issuedAt - clockToleranceSeconds)',
    replace: 'setNotBefore(issuedAt)',
    tests: {
      'services/api/src/auth/tokens/clock.test.ts': [
        'accepts a token from an instance whose clock is 30 s ahead',
      ],
    },
  },
  {
    name: 'a type that contains at+jwt is taken for it',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: '/^(application\\/)?at\\+jwt$/i',
    replace: '/at\\+jwt/i',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': [
        'refuses a signed token with a type that contains the right one (typ)',
      ],
    },
  },
  {
    name: 'a token for another mode is accepted',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'fails: ({ aud }, mode) => ![aud].flat().includes(audienceOf(mode))',
    replace: 'fails: () => false',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': ['refuses a signed token for another mode'],
    },
  },
  {
    name: 'a token lives for 300 days',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'const longestLifeSeconds = 86_400;',
    replace: 'const longestLifeSeconds = 300 * 86_400;',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': [
        'refuses a signed token that lives a second longer than a day',
      ],
    },
  },
  {
    name: 'a token is good for a day of the year 9999',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'fails: ({ iat }, _mode, now) => iat > now + clockToleranceSeconds',
    replace: 'fails: () => false',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': [
        'refuses a signed token that is good for a day in the year 9999',
        'refuses a signed token that was issued in the future',
      ],
    },
  },
  {
    name: 'a token speaks for one user and shows the name of another',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'fails: ({ sub, username }) => sub !== username',
    replace: 'fails: () => false',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': [
        'refuses a signed token whose sub is another user',
      ],
    },
  },
  {
    name: 'a token names another mode in its own claim',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'fails: (claims, mode) => claims[modeClaim] !== mode',
    replace: 'fails: () => false',
    tests: {
      'services/api/src/auth/tokens/forged-claims.test.ts': [
        'refuses a signed token that names another mode',
      ],
    },
  },
  {
    name: 'a token may begin with a byte order mark',
    file: 'services/api/src/auth/tokens/signature.ts',
    find: 'ignoreBOM: true',
    replace: 'ignoreBOM: false',
    tests: {
      'services/api/src/auth/tokens/spelling.test.ts': ['refuses a byte order mark before the header'],
    },
  },
  {
    name: 'an expired token is accepted',
    file: 'services/api/src/auth/tokens/claims.ts',
    find: 'fails: ({ exp }, _mode, now) => exp <= now',
    replace: 'fails: () => false',
    tests: {
      'services/api/src/auth/tokens/clock.test.ts': ['a token is checked by the clock of the instance'],
    },
  },
  {
    name: 'an expired token is accepted as long as it is remembered',
    file: 'services/api/src/auth/tokens/verify.ts',
    find: 'if (exp > seconds) return entry;',
    replace: 'if (exp > 0) return entry;',
    tests: {
      'services/api/src/auth/tokens/clock.test.ts': [
        'refuses a token from the second in which it expires, whether or not it was seen before',
      ],
    },
  },
  {
    name: 'a remembered token is accepted before it is valid',
    file: 'services/api/src/auth/tokens/verify.ts',
    find: 'if (nbf > seconds)',
    replace: 'if (nbf > seconds + 3600)',
    tests: {
      'services/api/src/auth/tokens/clock.test.ts': [
        'refuses a token that it accepted before, once its own clock is set back too far',
      ],
    },
  },
  {
    name: 'a token is accepted as long as it is remembered, though its key is retired',
    file: 'services/api/src/auth/tokens/verify.ts',
    find: 'return known && keys.trusts(known.kid)',
    replace: 'return known',
    tests: {
      'services/api/src/control/rotation.test.ts': [
        'refuses the credentials of the old key from the next request on',
      ],
    },
  },
  {
    name: 'a token may say which algorithm checks it',
    file: 'services/api/src/auth/tokens/signature.ts',
    find: 'compactVerify(jws, selectKey, { algorithms: [...algorithms] })',
    replace: 'compactVerify(jws, selectKey)',
    tests: { 'services/api/src/auth/tokens/forged-token.test.ts': ['refuses "none" for an algorithm'] },
  },
  {
    name: 'a token may bring a key of its own',
    file: 'services/api/src/auth/tokens/signature.ts',
    find: "['crit', 'b64', 'jwk', 'jku', 'x5c', 'x5u']",
    replace: '[]',
    tests: {
      'services/api/src/auth/tokens/forged-token.test.ts': [
        'refuses a header with jwk, even if a trusted key signed it',
      ],
    },
  },
  {
    name: 'a token has several spellings',
    file: 'services/api/src/auth/tokens/signature.ts',
    find: 'jws.length > longest || !isCanonical(jws)',
    replace: 'jws.length > longest',
    tests: {
      'services/api/src/auth/tokens/spelling.test.ts': ['refuses spare bits that are set in the signature'],
    },
  },
  {
    name: 'of two Authorization lines the first counts',
    file: 'services/http/src/server.ts',
    find: 'joinDuplicateHeaders: true',
    replace: 'joinDuplicateHeaders: false',
    tests: {
      'services/api/src/refusals.test.ts': ['two Authorization lines are refused, even if one is good'],
    },
  },
  {
    name: 'ten million tokens are remembered',
    file: 'services/api/src/auth/tokens/verify.ts',
    find: 'boundedCache<VerifiedToken>(10_000)',
    replace: 'boundedCache<VerifiedToken>(10_000_000)',
    tests: {
      'services/api/src/caches.test.ts': ['no cache of tokens or signatures holds more than 20,000 entries'],
    },
  },
  {
    name: 'the answer to an unexpected error has its message',
    file: 'services/http/src/problem.ts',
    find: "commonProblem('internal-error', 'The server failed; its log has the reason.', { cause: error })",
    replace: "commonProblem('internal-error', error.message, { cause: error })",
    tests: {
      'services/lab/src/problem.test.ts': ['an unexpected error is a 500 without its message'],
      'services/api/src/http-server.test.ts': [
        'an unexpected error of an instance is a 500 without its message',
      ],
    },
  },
];
