// The loss rate of each mode as it builds up: a line, a sentence, and a table with the interval and the prediction.
import { compareRate, type Mode, wilson } from '@scale-out-lab/core';
import { instancesAlive } from '../../state/lab-state.js';
import { clearTallies, type Tally, tallyOf } from '../../state/tally.js';
import { journeyTexts } from '../../state/texts.js';
import { view } from '../../state/view.js';
import { percent } from '../../texts/format.js';
import { lazy } from '../../ui/lazy.js';
import { Table } from '../../ui/table.js';
import { whyPredicted } from './explanations.js';

// Its library is a third of the script of the page, so it is fetched for the first request.
const LineChart = lazy(async () => (await import('./line-chart.js')).LineChart);

export function LossRates({ lanes }: { lanes: readonly Mode[] }) {
  const t = journeyTexts().rates;
  const counted = lanes.map((mode) => ({ mode, tally: tallyOf(mode.name) }));
  return (
    <>
      <div class="journey-modes">
        {counted.map(({ mode, tally }) => (
          <LossChart key={mode.name} mode={mode} tally={tally} />
        ))}
      </div>
      <LossTable counted={counted} />
      <div class="row">
        <button type="button" onClick={() => clearTallies()}>
          {t.reset}
        </button>
        <span class="hint">{t.resetHint}</span>
      </div>
    </>
  );
}

function LossChart({ mode, tally: { points } }: { mode: Mode; tally: Tally }) {
  const t = journeyTexts().chart;
  const last = points.at(-1);
  const instances = instancesAlive.value;
  const predicted = last?.predicted ?? null;
  const rates = points.map(({ rate }) => rate);
  const predictions = points.map((point) => point.predicted);
  return (
    <article class="journey-mode stack" aria-label={mode.name}>
      <h3>{mode.name}</h3>
      <figure class="stack">
        <figcaption class="row hint" aria-hidden="true">
          <span class="chart-key">{t.measured}</span>
          <span class="chart-key dashed">{t.predicted}</span>
        </figcaption>
        <div class="chart-place">
          {last && (
            <LineChart
              label={t.label(
                mode.name,
                percent(last.rate),
                predicted === null ? t.unknown : percent(predicted),
              )}
              xTitle={t.requests}
              x={points.map(({ sent }) => sent)}
              lines={[{ values: rates }, { values: predictions, isDashed: true }]}
            />
          )}
        </div>
      </figure>
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

interface Counted {
  readonly mode: Mode;
  readonly tally: Tally;
}

function LossTable({ counted }: { counted: readonly Counted[] }) {
  const t = journeyTexts().table;
  const columns = counted.map(({ tally }) => readTally(tally));
  const rows = ['sent', 'lost', 'measured', 'interval', 'predicted'] as const;
  const verdicts = columns.map(({ agrees }) => agrees && <span class={looks[agrees]}>{t[agrees]}</span>);
  return (
    <>
      <Table
        label={t.caption}
        caption="visually-hidden"
        look="numbers"
        columns={['', ...counted.map(({ mode }) => mode.name)]}
        rows={[
          ...rows.map((row) => [row, t[row], ...columns.map((column) => column[row])] as const),
          ['verdict', t.verdict, ...verdicts],
        ]}
      />
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
