// Breakages of keys: whose signatures are trusted, for how long, and who may use the control port.
import type { Mutation } from '../mutation.js';

export const keys: readonly Mutation[] = [
  {
    name: 'the control port takes any token',
    file: 'services/api/src/control/server.ts',
    find: '!timingSafeEqual(hashOf(sent), expected)',
    replace: "timingSafeEqual(hashOf(sent), hashOf(''))",
    tests: [
      {
        file: 'services/api/src/control/authentication.test.ts',
        name: 'GET /control/state with another token is refused',
      },
    ],
  },
  {
    name: 'a public key is trusted that nobody renews any more',
    file: 'services/api/src/keys/key-directory.ts',
    find: '(ages[index] ?? 0) <= keepSeconds',
    replace: '(ages[index] ?? 0) >= 0',
    tests: [
      {
        file: 'services/api/src/keys/published.test.ts',
        name: 'no longer trusts a key that was not renewed',
      },
    ],
  },
  {
    name: 'a public key is trusted under the name of another',
    file: 'services/api/src/keys/key-directory.ts',
    find: "JSON.parse(await readFile(pathOf(kid), 'utf8')) as PublicKey",
    replace: "{ ...JSON.parse(await readFile(pathOf(kid), 'utf8')), kid } as PublicKey",
    tests: [
      {
        file: 'services/api/src/keys/published.test.ts',
        name: 'is not misled by what is no key, or is filed under another name',
      },
    ],
  },
  {
    name: 'an instance that was held up trusts the keys that it saw before',
    file: 'services/api/src/keys/key-directory.ts',
    find: 'seen.has(kid) && performance.now() - seenAt < freshMs',
    replace: 'seen.has(kid)',
    tests: [
      {
        file: 'services/api/src/keys/published.test.ts',
        name: 'an instance that was held up does not trust what it saw before',
      },
    ],
  },
  {
    name: "an instance that retires its keys takes down everybody else's",
    file: 'services/api/src/keys/published.ts',
    find: 'isIssuedBy(instanceId, kid) && !own.has(kid)',
    replace: '!own.has(kid)',
    tests: [
      {
        file: 'services/api/src/keys/published.test.ts',
        name: 'goes with those of earlier lives of the instance',
      },
    ],
  },
];
