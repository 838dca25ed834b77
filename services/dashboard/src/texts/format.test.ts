import { expect, it } from 'vitest';
import { decimal, finePercent, formatClock, formatDistance, percent, shorten } from './format.js';

const now = Date.UTC(2030, 0, 1);
const at = (seconds: number) => new Date(now + seconds * 1000);

it.each([
  [0, '0%'],
  [2 / 3, '66.7%'],
  [0.5, '50%'],
  [1, '100%'],
])('a share of %d is written %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

it('one of some thousands is not written as 0%', () => {
  expect([1 / 4800, 0, 1].map(finePercent)).toEqual(['0.02%', '0%', '100%']);
});

it('a count with a rounding error is written whole', () => {
  expect(decimal(20.000000000000004)).toBe('20');
  expect(decimal(29.5)).toBe('29.5');
});

it('a distance in time is written in its largest unit', () => {
  expect(formatDistance(at(14 * 60 + 59), now, 'en')).toBe('in 14 min.');
  expect(formatDistance(at(-12), now, 'en')).toBe('12 sec. ago');
  expect(formatDistance(at(14 * 60), now, 'ko')).toBe('14분 후');
  expect(formatDistance(at(-7200), now, 'ko')).toBe('2시간 전');
});

it('a clock counts down to 0:00 and stays there', () => {
  expect([872_000, 60_000, 1, 0, -5000, 3_661_000].map(formatClock)).toEqual([
    '14:32',
    '1:00',
    '0:01',
    '0:00',
    '0:00',
    '1:01:01',
  ]);
});

it.each([
  ['authorization', 13, 'authorization'],
  ['authorization', 9, 'auth…tion'],
  ['authorization', 8, 'aut…ion'],
])('%s in %d characters is %s', (text, longest, short) => {
  expect(shorten(text, longest)).toBe(short);
});

it('a shortened text has as much of its beginning and its end as asked for', () => {
  expect(shorten('a'.repeat(60), 60, 36, 12)).toHaveLength(60);
  expect(shorten('a'.repeat(300), 60, 36, 12)).toHaveLength(36 + 1 + 12);
});
