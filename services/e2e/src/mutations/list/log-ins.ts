// Breakages of what is remembered of log-ins: what was revoked stays revoked, and nobody fills a store for others.
import type { Mutation } from '../mutation.js';

export const rememberedLogIns: readonly Mutation[] = [
  {
    name: 'the memory of an instance forgets the oldest revocation of a token when it is full',
    file: 'services/api/src/auth/log-ins/stores.ts',
    find: "mode.credential === 'session' ? 'live' : 'ended'",
    replace: "'live'",
    tests: [
      {
        file: 'services/api/src/auth/log-ins/stores.test.ts',
        name: 'still refuses a revoked credential after 205,000 log-outs of other users',
      },
    ],
  },
  {
    name: 'the memory of an instance holds two billion log-ins',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'maxLogIns = 200_000',
    replace: 'maxLogIns = 2_000_000_000',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/stores.test.ts',
        name: 'still refuses a revoked credential after 205,000 log-ins of other users',
      },
    ],
  },
  {
    name: 'a memory that is full of revocations opens more log-ins',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: "if (mustKeep === 'ended' && ended.size >= maxLogIns) throw storeFull();",
    replace: '',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/memory.test.ts',
        name: 'keeps every end, however many log-ins of others',
      },
    ],
  },
  {
    name: 'a memory that is full refuses a log-out',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'end(id, expiresAt) {\n      clearExpired();',
    replace: 'end(id, expiresAt) {\n      makeRoom();',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/memory.test.ts',
        name: 'ends a live log-in although it is full',
      },
    ],
  },
  {
    name: 'a Redis that is full refuses a log-out',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: "redis.call('DEL', log_in)\n    if",
    replace: 'if',
    tests: [
      {
        file: 'services/api/src/redis-full.test.ts',
        name: 'a token that Redis has lost is revoked although it is full',
      },
    ],
  },
  {
    name: 'a Redis that is full leaves the other log-ins of an exclusive one',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'if written.err and others > 0 then return written end',
    replace: 'if written.err then return written end',
    tests: [{ file: 'services/api/src/redis-full.test.ts', name: 'an exclusive log-in ends the others' }],
  },
  {
    name: 'the log-ins of one user in memory have no limit',
    file: 'services/api/src/auth/log-ins/memory.ts',
    find: 'else if (ids.size >= maxPerUser)',
    replace: 'else if (ids.size < 0)',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/log-in-store.test.ts',
        name: 'in memory limits the log-ins of a user',
      },
      {
        file: 'services/api/src/auth/log-ins/memory.test.ts',
        name: 'delays no user because of another one',
      },
    ],
  },
  {
    name: 'the log-ins of one user in Redis have no limit',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'isExclusive ? 0 : maxLogInsPerUser - 1',
    replace: 'isExclusive ? 0 : 1_000_000',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/log-in-store.test.ts',
        name: 'in Redis limits the log-ins of a user',
      },
    ],
  },
  {
    name: 'Redis forgets a revocation without the tolerance for clocks, where it has not seen the log-in',
    file: 'services/api/src/auth/log-ins/redis.ts',
    find: 'Math.max(1, expiresAt - Date.now() + slackMs)',
    replace: 'Math.max(1, expiresAt - Date.now())',
    tests: [
      {
        file: 'services/api/src/auth/log-ins/log-in-store.test.ts',
        name: 'Redis forgets a log-in, and that it ended, when it would have expired',
      },
    ],
  },
  {
    name: 'a revoked token is accepted while Redis is away',
    file: 'services/api/src/auth/log-ins/fail-closed.ts',
    find: 'throw storeUnavailable(cause, whenFull);',
    replace: 'if (cause) return undefined as Value;\n    throw storeUnavailable(cause, whenFull);',
    tests: [{ file: 'services/api/src/redis-outage.test.ts', name: 'killed, the same' }],
  },
  {
    name: 'the list of log-ins has pages of any length',
    file: 'services/api/src/routes/sessions.ts',
    find: '^([1-9][0-9]?|100)$',
    replace: '^[0-9]+$',
    tests: [{ file: 'services/api/src/sessions.test.ts', name: 'refuses ?limit=101 with 400' }],
  },
];
