// Breakages of refresh tokens: Redis holds none, a spent one gives its descendant in the grace, and ends the family later.
import type { Mutation } from '../mutation.js';

const noticedBy = (name: string) => [{ file: 'services/api/src/refresh.test.ts', name }];

export const refreshTokens: readonly Mutation[] = [
  {
    name: 'refresh tokens are stored in clear in Redis',
    file: 'services/api/src/auth/refresh/refresh-token.ts',
    find: 'family, hash: hashOf(bytes) }',
    replace: "family, hash: bytes.toString('base64url') }",
    tests: noticedBy('no refresh token, nor a part of one'),
  },
  {
    name: 'Redis holds a copy of a refresh token beside its hash',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'await store.open(id, logIn, isExclusive, token);',
    replace: "await redis.set('copy', token.text);\n      await store.open(id, logIn, isExclusive, token);",
    tests: noticedBy('no refresh token, nor a part of one'),
  },
  {
    name: 'a spent refresh token ends the family within its grace',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'if presented == previous and is_grace then',
    replace: 'if false then',
    tests: noticedBy('gives the same descendant again within the grace'),
  },
  {
    name: 'a spent refresh token gives its descendant for ever',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'if presented == previous and is_grace then',
    replace: 'if presented == previous then',
    tests: noticedBy('that comes back after the grace ends the whole family'),
  },
  {
    name: 'a refresh token rotates again within the grace',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'if presented == current and is_grace then',
    replace: 'if false then',
    tests: noticedBy('agrees with its descendant, presented first'),
  },
  {
    name: 'a refresh token that is used again is refused, and its family lives',
    file: 'services/api/src/auth/refresh/families.ts',
    find: "end_log_in(mode, id, 1)\n  return {'reused'}",
    replace: "return {'reused'}",
    tests: noticedBy('that comes back after the grace ends the whole family'),
  },
  {
    name: 'every descendant is derived with the same salt',
    file: 'services/api/src/auth/refresh/refresh-token.ts',
    find: 'return randomBytes(halfBytes)',
    replace: 'return Buffer.alloc(halfBytes)',
    tests: [
      {
        file: 'services/api/src/auth/refresh/refresh-token.test.ts',
        name: 'each descendant has 128 new random bits',
      },
    ],
  },
];
