// The last few rounds, the latest first.
import { defineTexts } from '../../i18n/texts.js';
import type { PredictionRound } from '../../journey/prediction-rounds.js';
import { Scroll } from '../../ui/scroll.js';
import { decimal } from '../../words/percent.js';

const texts = defineTexts(
  {
    caption: 'The last rounds',
    mode: 'Mode',
    guess: 'Guess',
    measured: 'Measured',
    predicted: 'Theory',
    instances: (count: number) => `N = ${count}`,
    browser: 'honours Set-Cookie',
  },
  {
    caption: '지난 라운드',
    mode: '모드',
    guess: '예측',
    measured: '측정',
    predicted: '이론',
    instances: (count) => `N = ${count}`,
    browser: 'Set-Cookie를 따름',
  },
);

export function RoundTable({ rounds }: { rounds: readonly PredictionRound[] }) {
  const t = texts();
  return (
    <Scroll label={t.caption}>
      <table>
        <caption class="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            {[t.mode, t.guess, t.measured, t.predicted].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rounds].reverse().map(({ number, mode, model, instances, guess, measured, predicted }) => (
            <tr key={number}>
              <th scope="row">
                {mode}{' '}
                <span class="hint">
                  {t.instances(instances)}
                  {model === 'browser' && `, ${t.browser}`}
                </span>
              </th>
              <td>{guess}</td>
              <td>{measured}</td>
              <td>{decimal(predicted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
