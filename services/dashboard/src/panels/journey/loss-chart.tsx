// The loss rate of one lane over its requests beside the predicted line, and why that line is where it is.
import type { Mode } from '@scale-out-lab/core';
import { LineChart } from '../../chart/line-chart.js';
import { defineTexts } from '../../i18n/texts.js';
import { instancesAlive } from '../../journey/instances.js';
import type { Tally } from '../../journey/tally.js';
import { view } from '../../view/index.js';
import { percent } from '../../words/percent.js';
import { whyPredicted } from '../../words/why-predicted.js';

const texts = defineTexts(
  {
    measured: 'lost',
    predicted: 'predicted',
    requests: 'requests',
    label: (mode: string, lost: string, predicted: string) =>
      `Share of lost requests of ${mode}: ${lost}, predicted ${predicted}`,
    none: 'none yet',
    unknown: 'unknown',
    noInstances: 'No prediction: no instance is known to be alive.',
    afterFirst: 'The predicted line comes with the first request: what do you expect?',
    unbroken: (why: string) => `Predicted while nothing is broken: ${why}`,
  },
  {
    measured: '실패',
    predicted: '예측',
    requests: '요청 수',
    label: (mode, lost, predicted) => `${mode}의 실패한 요청 비율: ${lost}, 예측 ${predicted}`,
    none: '아직 없음',
    unknown: '알 수 없음',
    noInstances: '예측할 수 없습니다. 살아 있는 인스턴스가 확인되지 않습니다.',
    afterFirst: '예측선은 첫 요청과 함께 나타납니다. 어떻게 될까요?',
    unbroken: (why) => `장애가 없을 때의 예측: ${why}`,
  },
);

export function LossChart({ mode, tally: { points } }: { mode: Mode; tally: Tally }) {
  const t = texts();
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
