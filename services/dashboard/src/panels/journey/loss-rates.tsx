// For each lane the loss rate as it builds up, as a line, in words and as a table.
import type { Mode } from '@scale-out-lab/core';
import { instancesAlive } from '../../state/lab-state.js';
import { leftToSend } from '../../state/repeat.js';
import { clearTallies, type Tally, tallyOf } from '../../state/tally.js';
import { view } from '../../state/view.js';
import { percent } from '../../texts/format.js';
import { whyPredicted } from './explanations.js';
import { LineChart } from './line-chart.js';
import { LossTable } from './loss-table.js';
import { journeyTexts } from './texts.js';

export function LossRates({ lanes }: { lanes: readonly Mode[] }) {
  const t = journeyTexts().rates;
  const counted = lanes.map((mode) => ({ mode, tally: tallyOf(mode.name) }));
  const isStill = leftToSend.value === 0;
  return (
    <>
      <div class="journey-modes">
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

export function LossChart({ mode, tally: { points } }: { mode: Mode; tally: Tally }) {
  const t = journeyTexts().chart;
  const last = points.at(-1);
  const instances = instancesAlive.value;
  const predicted = last?.predicted ?? null;
  const rates = points.map(({ rate }) => rate);
  const predictions = points.map((point) => point.predicted);
  return (
    <article class="journey-mode stack" aria-label={mode.name}>
      <h3>{mode.name}</h3>
      <LineChart
        label={t.label(
          mode.name,
          last ? percent(last.rate) : t.none,
          predicted === null ? t.unknown : percent(predicted),
        )}
        xTitle={t.requests}
        x={points.map(({ sent }) => sent)}
        lines={[
          { name: t.measured, values: rates },
          { name: t.predicted, values: predictions, isDashed: true },
        ]}
      />
      <p class="hint">
        {instances === null
          ? t.noInstances
          : last
            ? t.unbroken(whyPredicted(mode, view.value.model, instances))
            : t.afterFirst}
      </p>
    </article>
  );
}
