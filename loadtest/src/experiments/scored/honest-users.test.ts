// Which habits of honest users log them out, by the grace period of used refresh tokens.
import { expect, it } from 'vitest';
import type { ScoredTrial } from '../client/scored-trial.js';
import { createFamilies, honestHabits } from './honest-users.js';

/** The predicted number of users that each habit logs out, of 20. */
function predictedFor(graceSeconds: number) {
  const families = createFamilies({ families: 20 } as ScoredTrial);
  return honestHabits(families, graceSeconds).map(({ what, expected }) => [what, ...expected.predicted]);
}

it('with the usual grace period, no habit logs a user out', () => {
  expect(predictedFor(10).map(([, ...users]) => users)).toEqual(Array(7).fill([0, 0]));
});

it('without a grace period, tabs with one jar are not always logged out: one may find the new token of another', () => {
  expect(predictedFor(0)).toEqual([
    ...[2, 3, 5].map((tabs) => [`${tabs} tabs, one jar`, 0, 20]),
    ...[2, 3, 5].map((tabs) => [`${tabs} tabs, a token each`, 20, 20]),
    ['answer lost, repeated after 3 s', 20, 20],
  ]);
});
