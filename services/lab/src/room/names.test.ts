import { expect, it } from 'vitest';
import { isSameName, makeUpName, parseName } from './names.js';

it.each([
  ['en', 'amber badger'],
  ['ko', '푸른 오소리'],
] as const)('a name that is made up in %s is "%s", with a number if it is taken', (language, name) => {
  expect(
    makeUpName(
      language,
      () => false,
      () => 0,
    ),
  ).toBe(name);
  const taken = [name, `${name} 2`];
  expect(
    makeUpName(
      language,
      (each) => taken.includes(each),
      () => 0,
    ),
  ).toBe(`${name} 3`);
});

it.each([
  ['  Kim   Min-ji ', 'Kim Min-ji'],
  ['홍길동', '홍길동'],
  ['🦊', '🦊'],
  ['<b>Eve</b>', '<b>Eve</b>'],
  ['ｋｉｍ', 'kim'],
  ['123456789012345678901234', '123456789012345678901234'],
  ['1234567890123456789012345', undefined],
  ['', undefined],
  [' \t ', undefined],
  ['...', undefined],
  ['a\u202eb', undefined],
  ['a\u200bb', undefined],
  ['a\u0000b', undefined],
])('the typed name %j is %j', (typed, name) => {
  expect(parseName(typed)).toBe(name);
});

it('names that differ in case or accents alone are the same', () => {
  expect(isSameName('Zoé', 'zoe')).toBe(true);
  expect(isSameName('kim', 'kin')).toBe(false);
});
