// The last few rounds, the latest first.

import type { PredictionRound } from '../../state/prediction-rounds.js';
import { decimal } from '../../texts/format.js';
import { Scroll } from '../../ui/scroll.js';
import { journeyTexts } from './texts.js';

export function RoundTable({ rounds }: { rounds: readonly PredictionRound[] }) {
  const t = journeyTexts().rounds;
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
