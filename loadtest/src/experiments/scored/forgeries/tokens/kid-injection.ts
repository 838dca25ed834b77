// A key's name (kid) that is taken for a path, a command or a query, so that the forger knows what comes out.
import type { ForgeryGroup } from '../forgery-class.js';
import { signEs256, signHs256, signingInput } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

const up = '../'.repeat(12);

const kids: Readonly<Record<string, (fixture: TokenFixture) => readonly string[]>> = {
  blank: () => [''],
  // The second is empty on Debian, for a target on another machine.
  'a path to an empty file': ({ kit: { emptyFile } }) => [
    `${up}${emptyFile.slice(1)}`,
    emptyFile,
    `${up}etc/.pwd.lock`,
  ],
  '/dev/null': () => [`${up}dev/null`, '/dev/null'],
  'a path that does not exist': () => ['/no/such/path.pem', `${up}no/such/path`],
  'a shell command': () => ['$(sleep 2)', 'key;sleep 2;', '|echo known'],
  'SQL that yields a known key': () => ["' UNION SELECT 'known' -- ", "x' UNION SELECT 'known';--"],
  'very long': () => ['k'.repeat(2000)],
  'a member of every object': () => ['__proto__', 'constructor', 'toString'],
};

/** Whatever a lookup that goes wrong may give for a key. */
const outcomes = ['', 'known', 'null', 'undefined', '[object Object]'];

export const kidInjection: ForgeryGroup<TokenFixture> = Object.entries(kids).map(([name, kidsOf]) => ({
  name: `kid: ${name}`,
  forge(fixture: TokenFixture) {
    const { header, claims, kit } = fixture;
    return kidsOf(fixture).flatMap((kid) => [
      ...outcomes.map((secret) => signHs256(secret, signingInput({ ...header, alg: 'HS256', kid }, claims))),
      signEs256(kit.privateKey, signingInput({ ...header, alg: 'ES256', kid }, claims)),
    ]);
  },
}));
