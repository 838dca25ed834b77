import { expect, it } from 'vitest';
import { parseGuess } from './prediction-rounds.js';

it.each([
  ['0', 0],
  ['20', 20],
  [' 30 ', 30],
  ['31', null],
  ['-1', null],
  ['1.5', null],
  ['1e1', null],
  ['', null],
])('%j is %j', (text, guess) => {
  expect(parseGuess(text)).toBe(guess);
});
