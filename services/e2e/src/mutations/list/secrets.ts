// Breakages of what must be random: session IDs, refresh tokens and secrets. Each is as long as before.
import type { Mutation } from '../mutation.js';

const padded = (total: number) =>
  `Buffer.concat([randomBytes(8), Buffer.alloc(${total - 8})]).toString('base64url')`;

export const secrets: readonly Mutation[] = [
  {
    name: 'a session ID has 64 random bits, padded to the old length',
    file: 'services/api/src/auth/session-cookie.ts',
    find: "randomBytes(24).toString('base64url')",
    replace: padded(24),
    tests: [{ file: 'services/api/src/auth/session-cookie.test.ts', name: 'has 192 random bits' }],
  },
  {
    name: 'a secret has 64 random bits, padded to the old length',
    file: 'services/core/src/secret.ts',
    find: 'crypto.getRandomValues(new Uint8Array(secretBytes))',
    replace: 'Uint8Array.from({ length: secretBytes }, (_, at) => (at < 8 ? Math.random() * 256 : 0))',
    tests: [
      { file: 'services/core/src/secret.test.ts', name: 'a secret has 32 random bytes' },
      {
        file: 'services/api/src/keys/index.test.ts',
        name: 'an instance makes its own secret of 256 random bits',
      },
      {
        file: 'services/api/src/prepare-cluster.test.ts',
        name: 'makes secrets that are random in every bit',
      },
    ],
  },
  {
    name: 'the next refresh token repeats the random bits of its family',
    file: 'services/api/src/auth/refresh/refresh-token.ts',
    find: 'Buffer.concat([bytes.subarray(0, halfBytes), ownHalf])',
    replace: 'Buffer.concat([bytes.subarray(0, halfBytes), bytes.subarray(0, halfBytes)])',
    tests: [
      {
        file: 'services/api/src/auth/refresh/refresh-token.test.ts',
        name: 'each descendant has 128 new random bits',
      },
    ],
  },
  {
    name: 'a secret may be any 32 characters',
    file: 'services/core/src/secret.ts',
    find: 'if (period < secretBytes)',
    replace: 'if (period < 1)',
    tests: [{ file: 'services/core/src/secret.test.ts', name: 'repeats itself after 8 characters' }],
  },
  {
    name: 'one secret may serve two purposes',
    file: 'services/core/src/environment.ts',
    find: 'const equal = findEqualSecrets(secrets);',
    replace: 'const equal = findEqualSecrets({});',
    tests: [
      { file: 'services/api/src/config.test.ts', name: 'SESSION_SECRET and JWT_SECRET may not be the same' },
    ],
  },
];
