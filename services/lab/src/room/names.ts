// The names of visitors: made up, or chosen by a person. No name is an identity: anyone may take a free one.
import type { Language } from '@scale-out-lab/core';

const longest = 24;

const adjectives = ['amber', 'brave', 'calm', 'eager', 'gentle', 'happy', 'merry', 'quick', 'quiet', 'wise'];
const animals = ['badger', 'crane', 'deer', 'fox', 'heron', 'lynx', 'magpie', 'otter', 'seal', 'tiger'];
const korean = {
  adjectives: [
    '푸른',
    '용감한',
    '차분한',
    '밝은',
    '다정한',
    '행복한',
    '즐거운',
    '재빠른',
    '조용한',
    '슬기로운',
  ],
  animals: ['오소리', '두루미', '사슴', '여우', '왜가리', '스라소니', '까치', '수달', '물범', '호랑이'],
} as const;

/**
 * A name that no visitor of the room has, such as "quick otter" or "재빠른 수달".
 * @param random from 0 to 1, 1 excluded
 */
export function makeUpName(
  language: Language,
  isTaken: (name: string) => boolean,
  random: () => number = Math.random,
): string {
  const words = language === 'ko' ? korean : { adjectives, animals };
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)];
  const name = `${pick(words.adjectives)} ${pick(words.animals)}`;
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name} ${number}`;
    if (!isTaken(numbered)) return numbered;
  }
}

/** The name that a person typed, in one form; undefined if it is empty, too long, or has invisible characters. */
export function parseName(typed: string): string | undefined {
  const name = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const isShown = /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(name) && /[\p{L}\p{N}\p{S}]/u.test(name);
  return isShown && [...name].length <= longest ? name : undefined;
}

export const acceptedNames = `1 to ${longest} characters, at least one of them a letter, a digit or a symbol`;

/** Two names that look alike are the same name. */
export function isSameName(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0;
}
