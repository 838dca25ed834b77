// Measurement and prediction of each lane side by side, and whether they agree within what chance explains.
import type { Mode } from '@scale-out-lab/modes';
import { defineTexts } from '../../i18n/texts.js';
import type { Tally } from '../../journey/tally.js';
import { liesIn, wilson } from '../../journey/wilson.js';
import { percent } from '../../words/percent.js';

const texts = defineTexts(
  {
    caption: 'Lost requests of logged-in visitors',
    mode: 'Mode',
    sent: 'Sent',
    lost: 'Lost',
    measured: 'Measured',
    interval: '95 % interval',
    intervalHint: "Wilson's score interval: the rates that this measurement does not rule out.",
    predicted: 'Predicted',
    agrees: 'lies in it',
    disagrees: 'lies outside',
  },
  {
    caption: '로그인한 방문자의 실패한 요청',
    mode: '모드',
    sent: '보냄',
    lost: '실패',
    measured: '측정',
    interval: '95 % 구간',
    intervalHint: '윌슨 점수 구간: 이 측정으로 배제되지 않는 비율의 범위입니다.',
    predicted: '예측',
    agrees: '구간 안',
    disagrees: '구간 밖',
  },
);

interface Counted {
  readonly mode: Mode;
  readonly tally: Tally;
}

export function LossTable({ counted }: { counted: readonly Counted[] }) {
  const t = texts();
  return (
    <>
      <section class="scroll" aria-label={t.caption}>
        <table>
          <caption class="visually-hidden">{t.caption}</caption>
          <thead>
            <tr>
              {[t.mode, t.sent, t.lost, t.measured, t.interval, t.predicted].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counted.map((each) => (
              <Row key={each.mode.name} {...each} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">{t.intervalHint}</p>
    </>
  );
}

function Row({ mode, tally: { sent, lost, expected } }: Counted) {
  const t = texts();
  const interval = wilson(lost, sent);
  const predicted = expected === null || sent === 0 ? null : expected / sent;
  const agrees = predicted !== null && liesIn(predicted, interval);
  return (
    <tr>
      <th scope="row">{mode.name}</th>
      <td>{sent}</td>
      <td>{lost}</td>
      <td>{sent === 0 ? '–' : percent(lost / sent)}</td>
      <td>{sent === 0 ? '–' : interval.map(percent).join(' – ')}</td>
      <td>
        {predicted === null ? (
          '–'
        ) : (
          <>
            {percent(predicted)}{' '}
            <span class={agrees ? 'good' : 'bad'}>{agrees ? t.agrees : t.disagrees}</span>
          </>
        )}
      </td>
    </tr>
  );
}
