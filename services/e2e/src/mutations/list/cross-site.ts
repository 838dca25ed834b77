// Breakages of the check on requests that a page of another site makes a browser send (CSRF).
import type { Mutation } from '../mutation.js';

const noExemption = [
  {
    file: 'services/api/src/cross-site.test.ts',
    name: 'an Authorization header that is not the credential exempts from nothing',
  },
];

export const crossSite: readonly Mutation[] = [
  {
    name: 'any Authorization header exempts from the check',
    file: 'services/api/src/cross-site.ts',
    find: 'request.routeOptions.config.usesCredential === true && auth.isBearer(request)',
    replace: 'request.headers.authorization !== undefined',
    tests: noExemption,
  },
  {
    name: 'a Bearer header exempts a log-in, which does not read it',
    file: 'services/api/src/cross-site.ts',
    find: 'request.routeOptions.config.usesCredential === true && auth.isBearer(request)',
    replace: 'auth.isBearer(request)',
    tests: noExemption,
  },
  {
    name: 'a Bearer header exempts in a mode that reads cookies alone',
    file: 'services/api/src/auth/session.ts',
    find: 'isBearer: () => false',
    replace: "isBearer: ({ headers }) => headers.authorization?.startsWith('Bearer ') === true",
    tests: noExemption,
  },
  {
    name: 'a page of another port of the host counts as the own page',
    file: 'services/http/src/same-origin.ts',
    find: "site === 'same-origin' || site === 'none'",
    replace: "site !== 'cross-site'",
    tests: [
      { file: 'services/api/src/cross-site.test.ts', name: 'another port, where Origin is missing may not' },
      { file: 'services/api/src/cross-site.test.ts', name: 'another port of this machine may not' },
    ],
  },
  {
    name: 'an origin with a user or a path counts as the own origin',
    file: 'services/http/src/same-origin.ts',
    find: 'new URL(own).origin === origin',
    replace: 'new URL(own).host === new URL(origin).host',
    tests: [
      { file: 'services/api/src/cross-site.test.ts', name: 'a user of the same name as the lab may not' },
      { file: 'services/api/src/cross-site.test.ts', name: 'a path behind the lab’s origin may not' },
    ],
  },
];
