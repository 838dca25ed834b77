// How theory fared in a round, in the language of the view: fair to it, and to whom it was measured by.

import { type PredictionRound, requestsPerRound } from '../../state/prediction-rounds.js';
import { decimal } from '../../texts/format.js';
import { journeyTexts } from './texts.js';

/** At three instances a round of a pinned visitor differs by more than this about once in 300 rounds. */
const mostByChance = requestsPerRound / 4;

export function howTheoryFared({
  guess,
  measured,
  predicted,
}: Pick<PredictionRound, 'guess' | 'measured' | 'predicted'>): string {
  const t = journeyTexts().theory;
  const by = Math.abs(measured - predicted);
  // A product of shares is a hair beside the count.
  if (by < 1e-6) return guess === measured ? t.both : t.exact;
  return predicted > 0 && by <= mostByChance ? t.chance(decimal(by)) : t.off(decimal(by));
}
