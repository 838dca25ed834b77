// For each lane the loss rate as it builds up, as a line, in words and as a table.
import type { Mode } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import { leftToSend } from '../../journey/repeat.js';
import { clearTallies, type Tally, tallyOf } from '../../journey/tally.js';
import { LossChart } from './loss-chart.js';
import { LossTable } from './loss-table.js';

const texts = defineTexts(
  {
    anew: 'Start counting anew',
    anewHint: 'It starts anew by itself with another mode, other visitors or another number of instances.',
    summary: (mode: string, { sent, lost }: Tally) => `${mode}: ${lost} of ${sent} lost.`,
  },
  {
    anew: '처음부터 다시 세기',
    anewHint: '모드, 방문자 종류, 인스턴스 수가 바뀌면 자동으로 처음부터 다시 셉니다.',
    summary: (mode, { sent, lost }) => `${mode}: ${sent}개 중 ${lost}개 실패.`,
  },
);

export function LossRates({ lanes }: { lanes: readonly Mode[] }) {
  const t = texts();
  const counted = lanes.map((mode) => ({ mode, tally: tallyOf(mode.name) }));
  const isStill = leftToSend.value === 0;
  return (
    <>
      <div class="journey-lanes">
        {counted.map(({ mode, tally }) => (
          <LossChart key={mode.name} mode={mode} tally={tally} />
        ))}
      </div>
      <LossTable counted={counted} />
      {/* Spoken once all are sent, not at each of them. */}
      <p class="visually-hidden" role="status">
        {isStill &&
          counted
            .filter(({ tally }) => tally.sent > 0)
            .map(({ mode, tally }) => t.summary(mode.name, tally))
            .join(' ')}
      </p>
      <div class="row">
        <button type="button" onClick={() => clearTallies()}>
          {t.anew}
        </button>
        <span class="hint">{t.anewHint}</span>
      </div>
    </>
  );
}
