// The loss rate of one lane over its requests beside the predicted line, and why that line is where it is.
import type { Mode } from '@scale-out-lab/core';
import { instancesAlive } from '../../state/instances.js';
import type { Tally } from '../../state/tally.js';
import { view } from '../../state/view.js';
import { percent } from '../../texts/format.js';
import { LineChart } from './line-chart.js';
import { journeyTexts } from './texts.js';
import { whyPredicted } from './why-predicted.js';

export function LossChart({ mode, tally: { points } }: { mode: Mode; tally: Tally }) {
  const t = journeyTexts().chart;
  const last = points.at(-1);
  const instances = instancesAlive.value;
  const predicted = last?.predicted ?? null;
  const rates = points.map(({ rate }) => rate);
  const predictions = points.map((point) => point.predicted);
  return (
    <article class="journey-lane" aria-label={mode.name}>
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
