// Breakages of keys and secrets: whose signatures are trusted, for how long, and how random each secret is.
import type { Mutation } from '../mutation.js';

const padded = (total: number) =>
  `Buffer.concat([randomBytes(8), Buffer.alloc(${total - 8})]).toString('base64url')`;

export const keys: readonly Mutation[] = [
  {
    name: 'the control port takes any token',
    file: 'services/api/src/control/server.ts',
    find: '!timingSafeEqual(hashOf(sent), expected)',
    replace: "timingSafeEqual(hashOf(sent), hashOf(''))",
    tests: {
      'services/api/src/control/authentication.test.ts': ['GET /control/state with another token is refused'],
    },
  },
  {
    name: 'a public key is trusted that nobody renews any more',
    file: 'services/api/src/keys/key-directory.ts',
    find: '(ages[index] ?? 0) <= keepSeconds',
    replace: '(ages[index] ?? 0) >= 0',
    tests: {
      'services/api/src/keys/published.test.ts': ['does not trust a key that was last renewed longer ago'],
    },
  },
  {
    name: 'a public key is trusted under the name of another',
    file: 'services/api/src/keys/key-directory.ts',
    find: "JSON.parse(await readFile(pathOf(kid), 'utf8')) as PublicKey",
    replace: "{ ...JSON.parse(await readFile(pathOf(kid), 'utf8')), kid } as PublicKey",
    tests: {
      'services/api/src/keys/published.test.ts': [
        'a file that is no key, or has another name than its key, is ignored',
      ],
    },
  },
  {
    name: 'an instance that was held up trusts the keys that it saw before',
    file: 'services/api/src/keys/key-directory.ts',
    find: 'seen.has(kid) && performance.now() - seenAt < freshMs',
    replace: 'seen.has(kid)',
    tests: {
      'services/api/src/keys/published.test.ts': ['an instance that was stalled does not trust its old look'],
    },
  },
  {
    name: "an instance that retires its keys takes down everybody else's",
    file: 'services/api/src/keys/published.ts',
    find: 'isIssuedBy(instanceId, kid) && !own.has(kid)',
    replace: '!own.has(kid)',
    tests: ['a retirement removes the keys of earlier starts of the instance'],
  },
  {
    name: 'a session ID has 64 random bits, padded to the old length',
    file: 'services/api/src/auth/session-cookie.ts',
    find: "randomBytes(24).toString('base64url')",
    replace: padded(24),
    tests: ['a session ID has 192 random bits'],
  },
  {
    name: 'a secret has 64 random bits, padded to the old length',
    file: 'services/core/src/secret.ts',
    find: 'crypto.getRandomValues(new Uint8Array(secretBytes))',
    replace: 'Uint8Array.from({ length: secretBytes }, (_, at) => (at < 8 ? Math.random() * 256 : 0))',
    tests: {
      'services/core/src/secret.test.ts': ['a secret has 32 random bytes'],
      'services/api/src/keys/index.test.ts': ['an instance makes its own secret of 256 random bits'],
      'services/api/src/prepare-cluster.test.ts': ['makes secrets that are random in every bit'],
    },
  },
  {
    name: 'the next refresh token repeats the random bits of its family',
    file: 'services/api/src/auth/refresh/families.ts',
    find: 'Buffer.concat([bytes.subarray(0, halfBytes), ownHalf])',
    replace: 'Buffer.concat([bytes.subarray(0, halfBytes), bytes.subarray(0, halfBytes)])',
    tests: ['each descendant has 128 new random bits'],
  },
  {
    name: 'a secret may be any 32 characters',
    file: 'services/core/src/secret.ts',
    find: 'if (period < secretBytes)',
    replace: 'if (period < 1)',
    tests: ['repeats itself after 8 characters'],
  },
  {
    name: 'one secret may serve two purposes',
    file: 'services/core/src/environment.ts',
    find: 'const equal = findEqualSecrets(secrets);',
    replace: 'const equal = findEqualSecrets({});',
    tests: { 'services/api/src/config.test.ts': ['SESSION_SECRET and JWT_SECRET may not be the same'] },
  },
];
