// Breakages of log-in under attack: the limit of wrong guesses, and the queue of passwords to hash.
import type { Mutation } from '../mutation.js';

export const guesses: readonly Mutation[] = [
  {
    name: 'a guess is counted after its password was hashed',
    file: 'services/api/src/guesses/check-credentials.ts',
    find: `    const { headers, giveBack } = await limiter.count(guess);
    const user = await verifyCredentials(guess.username, password);`,
    replace: `    const user = await verifyCredentials(guess.username, password);
    const { headers, giveBack } = await limiter.count(guess);`,
    tests: {
      'services/api/src/guesses/guesses.test.ts': [
        "a guess at a person's password is counted before it is hashed",
      ],
    },
  },
  {
    name: 'a right password counts as a guess',
    file: 'services/api/src/guesses/check-credentials.ts',
    find: 'if (user) await giveBack();',
    replace: '',
    tests: { 'services/api/src/guesses/guesses.test.ts': ['counts no right password'] },
  },
  {
    name: 'a guess that is refused for its address counts for the user',
    file: 'services/api/src/guesses/guess-limiter.ts',
    find: 'await giveBack(ofUser, username);\n          throw problem;',
    replace: 'throw problem;',
    tests: {
      'services/api/src/guesses/guesses.test.ts': ['users of one address share its limit'],
    },
  },
  {
    name: 'each instance counts guesses for itself though the state is in Redis',
    file: 'services/api/src/guesses/guess-limiter.ts',
    find: 'new RateLimiterRedis({ ...options, storeClient, customIncrTtlLuaScript: countGuesses }),',
    replace: 'new GuessesInMemory(options),',
    tests: { 'services/api/src/guesses/guesses.test.ts': ['session-redis checks 3 of many guesses at once'] },
  },
  {
    name: 'a guess that Redis refuses counts',
    file: 'services/api/src/guesses/guess-limiter.ts',
    find: 'if counted < 0 or counted > tonumber(ARGV[3]) then',
    replace: 'if counted < 0 then',
    tests: {
      'services/api/src/guesses/guesses.test.ts': [
        'session-redis right passwords that come at once do not lock their user out',
      ],
    },
  },
  {
    name: 'the refusal of a guess does not say when to try again',
    file: 'services/api/src/guesses/guess-limiter.ts',
    find: "{ 'retry-after': String(wait), ...rateLimit(counted, limit, seconds) }",
    replace: 'rateLimit(counted, limit, seconds)',
    tests: { 'services/api/src/guesses/guesses.test.ts': ['says in a 401 how many guesses are left'] },
  },
  {
    name: 'the password of a closed connection is hashed',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: "turn.signal.addEventListener('abort', giveUp);",
    replace: '',
    tests: ['drops the log-in of a client that closed its connection'],
  },
  {
    name: 'a log-in waits for its turn without end',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: 'setTimeout(giveUp, maxWaitMs)',
    replace: 'setTimeout(() => {}, maxWaitMs)',
    tests: ['refuses a log-in that has waited too long with 503 and Retry-After'],
  },
  {
    name: 'the hashing queue has no bound',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: 'if (waiting.length > maxWaiting) makeRoom();',
    replace: '',
    tests: ['a full queue refuses the oldest log-in'],
  },
  {
    name: 'guesses at one password take every slot',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: 'waiting.filter(({ username }) => !underWay.has(username))',
    replace: 'waiting',
    tests: ['hashes one guess at a password at a time'],
  },
  {
    name: 'the hashing queue as it is used has no bound',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: 'maxWaiting = 256',
    replace: 'maxWaiting = 1_000_000_000',
    tests: ['by default 256 log-ins wait'],
  },
  {
    name: 'a log-in waits for as long as nginx does',
    file: 'services/api/src/guesses/hashing-queue.ts',
    find: 'maxWaitMs = 3000',
    replace: 'maxWaitMs = 10_000',
    tests: ['by default 256 log-ins wait'],
  },
  {
    name: 'a password may be guessed 5,000 times a minute',
    file: 'services/api/src/config.ts',
    find: "read.integer('GUESS_LIMIT', 5,",
    replace: "read.integer('GUESS_LIMIT', 5000,",
    tests: { 'services/e2e/src/docs/docs-facts.test.ts': ['have the defaults that the code has'] },
  },
];
