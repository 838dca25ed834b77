// Breakages of the connection to Redis: how soon an instance notices trouble, and how it comes back.
import type { Mutation } from '../mutation.js';

export const redis: readonly Mutation[] = [
  {
    name: 'a connection to Redis that died in silence is kept',
    file: 'services/api/src/redis.ts',
    find: 'socketTimeout: silenceMs,',
    replace: '',
    tests: [{ file: 'services/api/src/redis-connection.test.ts', name: 'the connection dies in silence' }],
  },
  {
    name: 'a connection to a primary that became a replica is kept',
    file: 'services/api/src/redis.ts',
    find: 'reconnectOnError: atMostEvery(readOnlyRetryMs, isReadOnly)',
    replace: 'reconnectOnError: () => false',
    tests: [
      {
        file: 'services/api/src/redis-connection.test.ts',
        name: 'the primary became a replica, and a new primary answers',
      },
    ],
  },
  {
    name: 'every write that a replica refuses opens the connection again',
    file: 'services/api/src/redis.ts',
    find: '!isDue(error) || performance.now() - last < ms',
    replace: '!isDue(error)',
    tests: [
      {
        file: 'services/api/src/redis-connection.test.ts',
        name: 'a replica at the address still answers reads',
      },
    ],
  },
  {
    name: 'a command waits for a frozen Redis as long as it takes',
    file: 'services/api/src/redis.ts',
    find: 'const commandTimeoutMs = 250;',
    replace: 'const commandTimeoutMs = 60_000;',
    tests: [
      {
        file: 'services/api/src/redis-outage.test.ts',
        name: 'frozen, the modes that need it refuse in time',
      },
    ],
  },
  {
    name: 'nobody is told that Redis may drop sessions',
    file: 'services/api/src/redis-health.ts',
    find: "policy === 'noeviction' || policy === '' ? undefined : warnOf(policy, limit)",
    replace: 'undefined',
    tests: [
      {
        file: 'services/api/src/redis-connection.test.ts',
        name: 'Redis evicts, with a memory limit of 100mb',
      },
      { file: 'services/api/src/main.test.ts', name: 'says at the start that Redis may drop sessions' },
    ],
  },
  {
    name: 'the password of Redis is in its command line',
    file: 'services/launcher/src/cluster/redis.ts',
    find: 'const args = [configuration, ...options];',
    replace: "const args = [...options, '--requirepass', password];",
    tests: [
      {
        file: 'services/e2e/src/cluster/redis.test.ts',
        name: 'shows the password in no command line, and in no log',
      },
    ],
  },
  {
    name: 'every user of the machine can read the password of Redis',
    file: 'services/launcher/src/cluster/redis.ts',
    find: '{ mode: 0o600 });\n  await writeFile(configuration',
    replace: '{ mode: 0o644 });\n  await writeFile(configuration',
    tests: [{ file: 'services/e2e/src/cluster/redis.test.ts', name: 'keeps it in files of the owner alone' }],
  },
  {
    name: 'a full Redis of npm start evicts sessions and revocations',
    file: 'services/launcher/src/cluster/redis.ts',
    find: "'maxmemory-policy': 'noeviction'",
    replace: "'maxmemory-policy': 'allkeys-lru'",
    tests: [
      { file: 'services/e2e/src/cluster/redis.test.ts', name: 'has a memory limit, and evicts nothing' },
    ],
  },
];
