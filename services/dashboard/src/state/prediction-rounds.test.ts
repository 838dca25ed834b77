import { modeNamed } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { parseGuess, predictLost } from './prediction-rounds.js';

it.each([
  ['session-memory', 'pinned', 3, 20],
  ['session-memory', 'pinned', 4, 22.5],
  // By hand: half a request succeeds per log-in.
  ['session-memory', 'browser', 3, 29.5],
  ['session-memory', 'browser', 1, 0],
  ['jwt-own-keys', 'browser', 2, 15],
  ['session-redis', 'pinned', 3, 0],
] as const)(
  'of 30 requests in %s by a %s client on %i instances, %d should fail',
  (name, model, instances, lost) => {
    const mode = modeNamed(name);
    expect(predictLost(mode, model, instances)).toBeCloseTo(lost, 9);
  },
);

it.each([
  ['0', 0],
  ['20', 20],
  [' 30 ', 30],
  ['31', null],
  ['-1', null],
  ['1.5', null],
  ['1e1', null],
  ['', null],
])('the input %j is the guess %j', (text, guess) => {
  expect(parseGuess(text)).toBe(guess);
});
