// Measurement and prediction of each lane side by side, and whether they agree within what chance explains.
import type { Mode } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import type { Tally } from '../../journey/tally.js';
import { compare, wilson } from '../../journey/wilson.js';
import { Scroll } from '../../ui/scroll.js';
import { percent } from '../../words/percent.js';

const texts = defineTexts(
  {
    caption: 'Lost requests of logged-in visitors',
    sent: 'Sent',
    lost: 'Lost',
    measured: 'Measured',
    interval: '95 % interval',
    predicted: 'Predicted',
    verdict: 'The prediction',
    agrees: 'lies in it',
    disagrees: 'lies outside',
    undecided: 'not decided: too few requests',
    intervalHint: "The interval is Wilson's: the rates that this measurement does not rule out.",
  },
  {
    caption: '로그인한 방문자의 실패한 요청',
    sent: '보냄',
    lost: '실패',
    measured: '측정',
    interval: '95 % 구간',
    predicted: '예측',
    verdict: '예측값 위치',
    agrees: '구간 안',
    disagrees: '구간 밖',
    undecided: '판정 불가: 요청이 너무 적음',
    intervalHint: '구간은 윌슨 점수 구간입니다. 이 측정으로 배제되지 않는 비율의 범위입니다.',
  },
);

export interface Counted {
  readonly mode: Mode;
  readonly tally: Tally;
}

export function LossTable({ counted }: { counted: readonly Counted[] }) {
  const t = texts();
  const columns = counted.map(({ tally }) => readTally(tally));
  const rows = ['sent', 'lost', 'measured', 'interval', 'predicted'] as const;
  return (
    <>
      <Scroll label={t.caption}>
        <table class="journey-figures">
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
  const interval = wilson(lost, sent);
  const predicted = expected === null ? null : expected / sent;
  return {
    sent,
    lost,
    measured: percent(lost / sent),
    interval: interval.map(percent).join(' – '),
    predicted: predicted === null ? nothing : percent(predicted),
    agrees: predicted === null ? null : compare(predicted, lost, sent),
  };
}
