import { expect, it } from 'vitest';
import { shorten } from './exchange-details.js';

it.each([
  ['authorization', 13, 'authorization'],
  ['authorization', 9, 'auth…tion'],
  ['authorization', 8, 'aut…ion'],
])('%s in %d characters is %s', (text, longest, short) => {
  expect(shorten(text, longest)).toBe(short);
});
