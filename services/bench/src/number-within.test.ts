import { expect, it } from 'vitest';
import { numberWithin } from './number-within.js';

it.each(['0', '101', '1.5', '1e1', 'many', ''])('"%s" is not a whole number from 1 to 100', (text) => {
  expect(() => numberWithin(1, 100)(text)).toThrow('Expected a whole number from 1 to 100.');
});

it.each(['0.1', '60.5', '1e1', '.5'])('"%s" is not a number from 0.2 to 60', (text) => {
  expect(() => numberWithin(0.2, 60, 'a number')(text)).toThrow('Expected a number from 0.2 to 60.');
});

it('both ends of the range are accepted', () => {
  expect(['1', '100'].map(numberWithin(1, 100))).toEqual([1, 100]);
  expect(['0.2', '60'].map(numberWithin(0.2, 60, 'a number'))).toEqual([0.2, 60]);
});
