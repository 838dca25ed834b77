// The demo users: a fixed directory, the same on every instance. Every password is "demo".
import { virtualUserCount, virtualUserName } from '@scale-out-lab/core';
import { verifyPassword } from './password.js';

export interface User {
  readonly username: string;
  readonly name: string;
  /** A scrypt PHC string, which names the cost of a log-in. */
  readonly passwordHash: string;
}

/** People, with a password cost that resists guessing (OWASP's scrypt setting for 32 MiB). */
const people: readonly User[] = [
  {
    username: 'alice',
    name: 'Alice Archer',
    passwordHash: '$scrypt$ln=15,r=8,p=3$VWAtMZ5mdxrjPwfeP57oAQ$v5l/DjkOMDmu/qwJV3sFgH7C/sTG1AFpwQLaD1EaHRk',
  },
  {
    username: 'bob',
    name: 'Bob Baker',
    passwordHash: '$scrypt$ln=15,r=8,p=3$OGaYQjxGhhdaz4c4IT+PNA$f59r+FhHC1DTzg6Es9AyLgxi+jZ9XBTQbtqnjfLUIsc',
  },
  {
    username: 'minji',
    name: '김민지',
    passwordHash: '$scrypt$ln=15,r=8,p=3$WaSge/fVUUuJ74f537raCQ$43n3beS9ujHHDnUXWz6rLO0Lw4hk/t5y+d46hlZWlWE',
  },
];

/** Almost free, and one hash for all: a load test does not measure log-ins. */
const cheapHash = '$scrypt$ln=1,r=1,p=1$8v4QZyQIw8Pg/F0+gPPGFw$LWwttrzspiGt3R5xZLahwnqWdVp5W/DMIKCr4XJj/70';

/** The load test's users, with a public password. */
const virtualUsers: readonly User[] = Array.from({ length: virtualUserCount }, (_, index) => {
  const username = virtualUserName(index + 1);
  return { username, name: username.replace('vu-', 'Virtual user '), passwordHash: cheapHash };
});

/** Verified if the user does not exist, so that the answer takes as long. */
const dummyHash = '$scrypt$ln=15,r=8,p=3$K390yGtKb4WMwuQ2qaDWsQ$i+nXilXi3KMAUvkHDuez4P/Mu7uJdu5OYFs20fjoFFM';

const directory = new Map([...people, ...virtualUsers].map((user) => [user.username, user]));

/** Whether this is a user of the load test. Their log-in costs almost nothing. */
export function isVirtual(username: string): boolean {
  return directory.get(username)?.passwordHash === cheapHash;
}

export function findUser(username: string): User | undefined {
  return directory.get(username);
}

/** The user with these credentials. An unknown user costs the same work as a person's wrong password. */
export async function verifyCredentials(username: string, password: string): Promise<User | undefined> {
  const user = findUser(username);
  const isRight = await verifyPassword(password, user?.passwordHash ?? dummyHash);
  return isRight ? user : undefined;
}
