// Breakages of remembered log-ins and their refresh tokens: how many, for how long, and what ends them.
import type { Mutation } from '../mutation.js';

const noticedBy = (name: string) => ({ 'services/api/src/refresh.test.ts': [name] });

export const rememberedLogIns: readonly Mutation[] = [
  {
    name: 'the memory of an instance forgets the oldest revocation of a token when it is full',
    file: 'services/api/src/auth/log-ins/stores.ts',
    find: "mode.credential === 'session' ? 'live' : 'ended'",
    replace: "'live'",
    tests: ['still refuses a revoked credential after 205,000 log-outs of other users'],
  },
  {
    name: 'the memory of an instance holds two billion log-ins',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'maxLogIns = 200_000',
    replace: 'maxLogIns = 2_000_000_000',
    tests: {
      'services/api/src/auth/log-ins/stores.test.ts': [
        'still refuses a revoked credential after 205,000 log-ins of other users',
      ],
    },
  },
  {
    name: 'a memory that is full of revocations opens more log-ins',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: "if (mustKeep === 'ended' && ended.size >= maxLogIns) throw storeFull();",
    replace: '',
    tests: ['keeps every ended token'],
  },
  {
    name: 'a memory that is full refuses a log-out',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'end(id, expiresAt) {\n      clearExpired();',
    replace: 'end(id, expiresAt) {\n      makeRoom();',
    tests: ['ends a live log-in although the store is full'],
  },
  {
    name: 'a Redis that is full refuses a log-out',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: "redis.call('DEL', log_in)\n    if",
    replace: 'if',
    tests: {
      'services/api/src/redis-full.test.ts': ['a token that Redis has lost is revoked although it is full'],
    },
  },
  {
    name: 'a Redis that is full leaves the other log-ins of an exclusive one',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'if written.err and others > 0 then return written end',
    replace: 'if written.err then return written end',
    tests: { 'services/api/src/redis-full.test.ts': ['an exclusive log-in ends the others'] },
  },
  {
    name: 'the log-ins of one user in memory have no limit',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'else if (ids.size >= maxPerUser)',
    replace: 'else if (ids.size < 0)',
    tests: {
      'services/api/src/auth/log-ins/log-in-store.test.ts': ['in memory limits the log-ins of a user'],
      'services/api/src/auth/log-ins/memory.test.ts': ['250,000 log-ins of one user delay no list'],
    },
  },
  {
    name: 'the log-ins of one user in Redis have no limit',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'isExclusive ? 0 : maxLogInsPerUser - 1',
    replace: 'isExclusive ? 0 : 1_000_000',
    tests: {
      'services/api/src/auth/log-ins/log-in-store.test.ts': ['in Redis limits the log-ins of a user'],
    },
  },
  {
    name: 'Redis forgets a revocation without the tolerance for clocks, where it has not seen the log-in',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'Math.max(1, expiresAt - Date.now() + slackMs)',
    replace: 'Math.max(1, expiresAt - Date.now())',
    tests: {
      'services/api/src/auth/log-ins/log-in-store.test.ts': [
        'Redis deletes a log-in, and the record of its end, at its expiry',
      ],
    },
  },
  {
    name: 'a revoked token is accepted while Redis is away',
    file: 'services/api/src/auth/log-ins/log-in-store.ts',
    find: 'throw storeUnavailable(cause, whenFull);',
    replace: 'if (cause) return undefined as Value;\n    throw storeUnavailable(cause, whenFull);',
    tests: { 'services/api/src/redis-outage.test.ts': ['killed, the same'] },
  },
  {
    name: 'the list of log-ins has pages of any length',
    file: 'services/api/src/routes/sessions.ts',
    find: '^([1-9][0-9]?|100)$',
    replace: '^[0-9]+$',
    tests: { 'services/api/src/sessions.test.ts': ['refuses ?limit=101 with 400'] },
  },
  {
    name: 'refresh tokens are stored in clear in Redis',
    file: 'services/api/src/auth/refresh/families.ts',
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
    tests: noticedBy('a spent refresh token that is used after the grace ends its family'),
  },
  {
    name: 'a refresh token rotates again within the grace',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'if presented == current and is_grace then',
    replace: 'if false then',
    tests: noticedBy('a descendant that is used first does not rotate within the grace of its parent'),
  },
  {
    name: 'a refresh token that is used again is refused, and its family lives',
    file: 'services/api/src/auth/refresh/families.ts',
    find: "end_log_in(scope, id, 1)\n  return {'reused'}",
    replace: "return {'reused'}",
    tests: noticedBy('a spent refresh token that is used after the grace ends its family'),
  },
  {
    name: 'every descendant is derived with the same salt',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'return randomBytes(halfBytes)',
    replace: 'return Buffer.alloc(halfBytes)',
    tests: ['each descendant has 128 new random bits'],
  },
  {
    name: 'a token of an earlier restore epoch is accepted',
    file: 'services/api/src/auth/jwt.ts',
    find: 'if (!isOfEpoch(id, epoch)) return',
    replace: 'if (id === String(epoch)) return',
    tests: {
      'services/api/src/restore-epoch.test.ts': [
        'a token of another epoch is refused as revoked, with the reason',
      ],
    },
  },
  {
    name: 'the keys of Redis have no restore epoch',
    file: 'services/api/src/restore-epoch.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the source
    find: '`${mode}@${current}`',
    replace: 'mode',
    tests: ['a new epoch refuses log-ins of the one before, which the epoch before accepts again'],
  },
];
