// Measurement and prediction of each shown mode, and whether they agree within chance.
import { compareRate, type Mode, wilson } from '@scale-out-lab/core';
import type { Tally } from '../../state/tally.js';
import { percent } from '../../texts/format.js';
import { Scroll } from '../../ui/scroll.js';
import { journeyTexts } from './texts.js';

export interface Counted {
  readonly mode: Mode;
  readonly tally: Tally;
}

export function LossTable({ counted }: { counted: readonly Counted[] }) {
  const t = journeyTexts().table;
  const columns = counted.map(({ tally }) => readTally(tally));
  const rows = ['sent', 'lost', 'measured', 'interval', 'predicted'] as const;
  return (
    <>
      <Scroll label={t.caption}>
        <table class="numbers">
          <caption class="visually-hidden">{t.caption}</caption>
          <thead>
            <tr>
              <td />
              {counted.map(({ mode }) => (
                <th key={mode.name} scope="col">
                  {mode.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{t[row]}</th>
                {columns.map((column, lane) => (
                  <td key={counted[lane]?.mode.name}>{column[row]}</td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t.verdict}</th>
              {columns.map(({ agrees }, lane) => (
                <td key={counted[lane]?.mode.name} class={agrees === null ? undefined : looks[agrees]}>
                  {agrees === null ? '' : t[agrees]}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scroll>
      <p class="hint">{t.intervalHint}</p>
    </>
  );
}

const looks = { agrees: 'good', disagrees: 'bad', undecided: undefined } as const;
const nothing = '–';

function readTally({ sent, lost, expected }: Tally) {
  if (sent === 0)
    return { sent, lost, measured: nothing, interval: nothing, predicted: nothing, agrees: null };
  const interval = wilson(lost, sent, 0.95);
  const predicted = expected === null ? null : expected / sent;
  return {
    sent,
    lost,
    measured: percent(lost / sent),
    interval: interval.map(percent).join(' – '),
    predicted: predicted === null ? nothing : percent(predicted),
    agrees: predicted === null ? null : compareRate(predicted, lost, sent),
  };
}
