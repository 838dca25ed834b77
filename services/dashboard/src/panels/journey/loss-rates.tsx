// For each lane the loss rate as it builds up, as a line, in words and as a table.
import type { Mode } from '@scale-out-lab/core';
import { leftToSend } from '../../state/repeat.js';
import { clearTallies, tallyOf } from '../../state/tally.js';
import { LossChart } from './loss-chart.js';
import { LossTable } from './loss-table.js';
import { journeyTexts } from './texts.js';

export function LossRates({ lanes }: { lanes: readonly Mode[] }) {
  const t = journeyTexts().rates;
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
