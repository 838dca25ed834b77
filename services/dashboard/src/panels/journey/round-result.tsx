// The guess of the last round beside the measurement and the theory, and a fair sentence on both.
import { findMode } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import { type PredictionRound, requestsPerRound } from '../../journey/prediction-rounds.js';
import { decimal } from '../../words/percent.js';
import { whyPredicted } from '../../words/why-predicted.js';
import { howTheoryFared } from './theory-words.js';

const texts = defineTexts(
  {
    guess: 'Your guess',
    measured: 'Measured',
    predicted: 'Theory',
    exact: 'Your guess was exact.',
    offBy: (by: number) => `You were off by ${by}.`,
  },
  {
    guess: '내 예측',
    measured: '측정',
    predicted: '이론',
    exact: '정확히 맞혔습니다.',
    offBy: (by) => `${by}개 차이로 빗나갔습니다.`,
  },
);

export function RoundResult({ round }: { round: PredictionRound }) {
  const t = texts();
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
