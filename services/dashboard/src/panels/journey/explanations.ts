// Explanations in words: of a prediction, of the theory's error in a round, and of the effect of a log-out.
import { type Axes, logOutReach, type Mode, predictionReason } from '@scale-out-lab/core';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { type PredictionRound, requestsPerRound } from '../../state/prediction-rounds.js';
import { journeyTexts } from '../../state/texts.js';
import { decimal, percent } from '../../texts/format.js';
import { explainExchange } from '../../ui/explain-exchange.js';

export function whyPredicted(mode: Axes, model: LabClient['model'], instances: number): string {
  return journeyTexts().why[predictionReason(mode, model, instances)]({
    instances,
    refused: percent((instances - 1) / instances),
    perLogIn: Number((1 / (instances - 1)).toFixed(2)),
  });
}

/** At three instances a round of a pinned visitor differs by more than this about once in 300 rounds. */
const mostByChance = requestsPerRound / 4;

export function describeTheory({
  guess,
  measured,
  predicted,
}: Pick<PredictionRound, 'guess' | 'measured' | 'predicted'>): string {
  const t = journeyTexts().theory;
  const by = Math.abs(measured - predicted);
  // A product of shares has a rounding error.
  if (by < 1e-6) return guess === measured ? t.both : t.exact;
  return predicted > 0 && by <= mostByChance ? t.chance(decimal(by)) : t.off(decimal(by));
}

export function describeLogOut(mode: Mode, logOut: Exchange): string {
  const t = journeyTexts().logOut;
  if (logOut.status !== 200) return t.refused(explainExchange(logOut));
  return t[mode.refresh ? 'renewal' : logOutReach(mode)](logOut.servedBy ?? '?');
}
