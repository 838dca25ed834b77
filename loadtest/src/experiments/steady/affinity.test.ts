import { findMode, type Mode } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { findAccidentalAffinity } from './affinity.js';

const mode = (name: string): Mode => findMode(name) ?? expect.fail(`no mode ${name}`);
const users = (count: number, sent: number, ...answeredBy: string[]) =>
  Array.from({ length: count }, () => ({ sent, answeredBy: new Set(answeredBy) }));

it('accepts users who were all served by every instance', () => {
  expect(findAccidentalAffinity(mode('jwt-shared-key'), 3, users(31, 30, 'a', 'b', 'c'))).toBeNull();
});

it('refuses a portable mode if one user met only one instance', () => {
  const crowd = [...users(30, 30, 'a', 'b', 'c'), ...users(1, 30, 'b')];
  expect(findAccidentalAffinity(mode('session-redis'), 3, crowd)).toContain('1 of 31 users');
});

it('accepts that chance kept one user of 31 from one instance, and not two', () => {
  const crowd = (unlucky: number) => [
    ...users(31 - unlucky, 30, 'a', 'b', 'c'),
    ...users(unlucky, 30, 'a', 'b'),
  ];
  expect(findAccidentalAffinity(mode('session-redis'), 3, crowd(1))).toBeNull();
  expect(findAccidentalAffinity(mode('session-redis'), 3, crowd(2))).toContain('2 of 31 users');
});

it('refuses a portable mode if users met two of three instances, each his own two', () => {
  const crowd = [...users(16, 30, 'a', 'b'), ...users(15, 30, 'b', 'c')];
  expect(findAccidentalAffinity(mode('jwt-published-keys'), 3, crowd)).toContain('31 of 31 users');
});

it('with too few requests to tell for each user, still wants every instance to have served someone', () => {
  const crowd = [...users(30, 1, 'a'), ...users(30, 1, 'b')];
  expect(findAccidentalAffinity(mode('session-redis'), 3, crowd)).toContain(
    '1 of 1 group met fewer than 3 of 3',
  );
  expect(findAccidentalAffinity(mode('session-redis'), 3, [...crowd, ...users(1, 1, 'c')])).toBeNull();
});

it.each(['session-sticky', 'session-memory', 'jwt-own-keys'])(
  'asks nothing of %s, which claims nothing',
  (name) => {
    expect(findAccidentalAffinity(mode(name), 3, users(31, 30, 'a'))).toBeNull();
  },
);
