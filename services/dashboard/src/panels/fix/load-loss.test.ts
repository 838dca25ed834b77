import { expect, it } from 'vitest';
import { calmPercent } from './load-loss.js';

it('the loss is shown in whole percents, and one request of hundreds is neither 0% nor 100%', () => {
  const shares = [0, 1 / 300, 2 / 300, 199 / 300, 299 / 300, 1];
  expect(shares.map(calmPercent)).toEqual(['0%', '0.3%', '1%', '66%', '99.7%', '100%']);
});
