// The guess of the last round beside the measurement and the theory, and a fair sentence on both.
import { findMode } from '@scale-out-lab/core';
import { type PredictionRound, requestsPerRound } from '../../state/prediction-rounds.js';
import { decimal } from '../../texts/format.js';
import { journeyTexts } from './texts.js';
import { howTheoryFared } from './theory-words.js';
import { whyPredicted } from './why-predicted.js';

export function RoundResult({ round }: { round: PredictionRound }) {
  const t = journeyTexts().round;
  const { guess, measured, instances, model } = round;
  const mode = findMode(round.mode);
  return (
    <div class="journey-round">
      <dl>
        {(['guess', 'measured', 'predicted'] as const).map((name) => (
          <div key={name}>
            <dt>{t[name]}</dt>
            <dd>
              <span class="journey-bar" aria-hidden="true">
                <i style={{ width: `${(round[name] / requestsPerRound) * 100}%` }} />
              </span>
              {decimal(round[name])}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {guess === measured ? t.exact : t.offBy(Math.abs(guess - measured))} {howTheoryFared(round)}
      </p>
      {mode && <p class="hint">{whyPredicted(mode, model, instances)}</p>}
    </div>
  );
}
