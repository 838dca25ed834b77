import { expect, it } from 'vitest';
import { formatClock, formatDistance } from '../../../texts/format.js';

const now = Date.UTC(2030, 0, 1);
const at = (seconds: number) => new Date(now + seconds * 1000);

it('a moment is so far off in its largest unit', () => {
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
