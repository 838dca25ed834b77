import { expect, it } from 'vitest';
import { decimal, percent } from './format.js';

it.each([
  [0, '0 %'],
  [2 / 3, '66.7 %'],
  [0.5, '50 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

it('a count that is a hair beside a whole one is whole', () => {
  expect(decimal(20.000000000000004)).toBe('20');
  expect(decimal(29.5)).toBe('29.5');
});
