// The result in large figures, for each mode: the number of refused requests, the prediction, and the reason of the last refusal.
import type { Mode } from '@scale-out-lab/core';
import { exchanges } from '../state/lab-state.js';
import { tallyOf } from '../state/tally.js';
import { journeyTexts } from '../state/texts.js';
import { lanes, view } from '../state/view.js';
import { leftToSend } from '../state/visitors.js';
import { percent } from '../texts/format.js';
import { explainExchange } from '../ui/explain-exchange.js';

export function Verdicts() {
  return (
    <div class="verdicts">
      {lanes.value.map((mode) => (
        <Verdict key={mode.name} mode={mode} />
      ))}
      <SpokenSummary />
    </div>
  );
}

function Verdict({ mode: { name, teaches } }: { mode: Mode }) {
  const t = journeyTexts().verdict;
  const { sent, lost, refused, expected } = tallyOf(name);
  const count = sent === 0 ? t.none : lost === refused ? t.refused(lost, sent) : t.failed(lost, sent);
  const isCompared = lanes.value.length > 1;
  const predicted = sent === 0 || expected === null ? null : percent(expected / sent);
  const last =
    lost > 0 ? exchanges.value.findLast((each) => isRefusal(each.status) && each.mode === name) : undefined;
  return (
    <div class="verdict" data-lane={name}>
      <p class="verdict-figures numbers">
        {isCompared && <span class="map-mode">{name}</span>}
        <b class={sent === 0 ? 'quiet' : lost > 0 ? 'bad' : 'good'}>{count}</b>
        {/* A new element, which has not moved: the empty one stands behind longer words. */}
        <span class="verdict-predicted" key={predicted === null ? 'empty' : 'predicted'}>
          {predicted === null ? '\u00a0' : t.predicted(predicted)}
        </span>
      </p>
      <p class="hint verdict-reason">
        {last ? explainExchange(last) : isCompared && teaches[view.value.language]}
      </p>
    </div>
  );
}

const isRefusal = (status: number | null) => status === null || status >= 400;

/** Spoken once all are sent, not at each of them. */
function SpokenSummary() {
  const t = journeyTexts().rates;
  const counted = lanes.value.map(({ name }) => [name, tallyOf(name)] as const);
  const spoken = counted.filter(([, { sent }]) => sent > 0).map(([name, tally]) => t.summary(name, tally));
  return (
    <p class="visually-hidden" role="status">
      {leftToSend.value === 0 && spoken.join(' ')}
    </p>
  );
}
