// Breakages of what stands around the instances: Redis and nginx.
import type { Mutation } from '../mutation.js';

export const parts: readonly Mutation[] = [
  {
    name: 'a connection to Redis that died in silence is kept',
    file: 'services/api/src/redis.ts',
    find: 'const socketTimeout = silenceMs.single;',
    replace: 'const socketTimeout = 60_000;',
    tests: { 'services/api/src/redis-connection.test.ts': ['the connection goes silent'] },
  },
  {
    name: 'a connection to a primary that takes no writes is kept',
    file: 'services/api/src/redis.ts',
    find: 'reconnectOnError: atMostEvery(noWritesRetryMs, takesNoWrites)',
    replace: 'reconnectOnError: () => false',
    tests: {
      'services/api/src/redis-connection.test.ts': [
        'the primary became a replica, and a new primary answers',
        'the primary lacks the replicas that it needs, and a new primary answers',
      ],
    },
  },
  {
    name: 'every write that a replica refuses opens the connection again',
    file: 'services/api/src/redis.ts',
    find: '!isDue(error) || performance.now() - last < ms',
    replace: '!isDue(error)',
    tests: { 'services/api/src/redis-connection.test.ts': ['a replica at the address still answers reads'] },
  },
  {
    name: 'each command to Redis has a write of its own',
    file: 'services/api/src/redis-connectors.ts',
    find: 'stream.cork();',
    replace: '',
    tests: {
      'services/api/src/redis-connection.test.ts': ['commands of one turn of the event loop share a write'],
    },
  },
  {
    name: 'a late timer closes a connection to Redis whose answer has arrived',
    file: 'services/api/src/redis-connectors.ts',
    find: 'setImmediate(() => stream.bytesRead === bytesRead && destroy.call(stream, error));',
    replace: 'destroy.call(stream, error);',
    tests: {
      'services/api/src/redis-connection.test.ts': [
        'an answer that arrives while the process is busy does not end a connection',
      ],
    },
  },
  {
    name: 'a client of a Redis Cluster gives up if a former connection closes late',
    file: 'services/api/src/redis.ts',
    find: 'return keepConnecting(cluster);',
    replace: 'return cluster;',
    tests: {
      'services/api/src/connect-redis.test.ts': [
        'a cluster is usable although a connection of before closes while names are looked up',
      ],
    },
  },
  {
    name: 'a connection waits as long as the system looks a name up',
    file: 'services/api/src/dns.ts',
    find: 'Promise.race([queryOnce(name), failLater(name)])',
    replace: 'queryOnce(name)',
    tests: {
      'services/api/src/dns.test.ts': [
        'a look-up fails within half a second if the name server refuses and the system searches',
      ],
    },
  },
  {
    name: 'a command waits for a frozen Redis as long as it takes',
    file: 'services/api/src/redis.ts',
    find: 'const commandTimeoutMs = 250;',
    replace: 'const commandTimeoutMs = 60_000;',
    tests: { 'services/api/src/redis-outage.test.ts': ['frozen, the modes that need it refuse in time'] },
  },
  {
    name: 'nobody is told that Redis may drop sessions',
    file: 'services/api/src/redis-health.ts',
    find: "policy === 'noeviction' || policy === '' ? undefined : warnOf(policy, limit)",
    replace: 'undefined',
    tests: {
      'services/api/src/redis-connection.test.ts': ['Redis evicts, with a memory limit of 100mb'],
      'services/api/src/main.test.ts': ['an instance warns at its start that Redis may evict sessions'],
    },
  },
  {
    name: 'the password of Redis is in its command line',
    file: 'services/launcher/src/cluster/redis/node.ts',
    find: 'const args = [configuration, ...flags,',
    replace: "const args = [...flags, '--requirepass', password,",
    tests: {
      'services/e2e/src/cluster/redis.test.ts': ['the password of Redis is in no command line and in no log'],
    },
  },
  {
    name: 'every user of the machine can read the password of Redis',
    file: 'services/launcher/src/cluster/redis/redis.ts',
    find: '{ mode: 0o600 });\n  let {',
    replace: '{ mode: 0o644 });\n  let {',
    tests: {
      'services/e2e/src/cluster/redis.test.ts': ['the password of Redis is in files of the owner alone'],
    },
  },
  {
    name: 'a full Redis of npm start evicts sessions and revocations',
    file: 'services/launcher/src/cluster/redis/node.ts',
    find: "'maxmemory-policy': 'noeviction'",
    replace: "'maxmemory-policy': 'allkeys-lru'",
    tests: { 'services/e2e/src/cluster/redis.test.ts': ['Redis has a memory limit, and evicts nothing'] },
  },
  {
    name: 'nginx passes on the X-Forwarded-Proto of the client',
    file: 'nginx/api.inc.template',
    find: 'proxy_set_header X-Forwarded-Proto $scheme;\n# The same',
    replace: '# The same',
    tests: {
      'services/e2e/src/cluster/nginx.test.ts': ['nginx replaces the forwarding headers of a client'],
    },
  },
  {
    name: 'every answer of a sticky mode sets the affinity cookie',
    file: 'nginx/balancing/sticky.conf.template',
    find: '"sticky-log-in:" "',
    replace: '"~^sticky" "',
    tests: {
      'services/e2e/src/cluster/cluster.test.ts': [
        'sets the affinity cookie in the answer to a log-in, once, and in sticky modes alone',
      ],
    },
  },
  {
    name: 'a POST that an instance got is sent to another instance',
    file: 'nginx/api.inc.template',
    find: 'proxy_next_upstream error timeout;',
    replace: 'proxy_next_upstream error timeout non_idempotent;',
    tests: {
      'services/e2e/src/cluster/nginx-unsent.test.ts': [
        'nginx does not retry a POST that reached an instance',
      ],
    },
  },
  {
    name: 'a GET is tried until it has ended every instance',
    file: 'nginx/api.inc.template',
    find: 'proxy_next_upstream_tries 3;',
    replace: 'proxy_next_upstream_tries 30;',
    tests: {
      'services/e2e/src/cluster/nginx-unsent.test.ts': ['nginx gives up a GET that crashed three instances'],
    },
  },
];
