import { expect, it } from 'vitest';
import { choose } from '../../state/view.js';
import { describeTheory } from './explanations.js';

it.each([
  [{ guess: 20, measured: 20, predicted: 30 * (2 / 3) }, 'So was the theory.'],
  [{ guess: 3, measured: 20, predicted: 20.000000000000004 }, 'The theory was exact.'],
  [{ guess: 3, measured: 30, predicted: 29.5 }, 'The theory is off by 0.5: it predicts the average'],
  [{ guess: 3, measured: 13, predicted: 20 }, 'The theory is off by 7: it predicts the average'],
  [{ guess: 3, measured: 12, predicted: 20 }, 'The theory is off by 8, which chance hardly explains'],
  [{ guess: 3, measured: 1, predicted: 0 }, 'The theory is off by 1, which chance hardly explains'],
])('%j: %s', (round, words) => {
  choose({ language: 'en' });
  expect(describeTheory(round)).toContain(words);
});
