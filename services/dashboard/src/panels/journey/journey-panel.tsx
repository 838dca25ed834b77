// "Do it yourself": log visitors in, send their requests, and see the loss rate build up beside the predicted line.
import { isRoundUnderWay } from '../../state/prediction-rounds.js';
import { askedToSend, leftToSend, stopSending } from '../../state/repeat.js';
import { lanes } from '../../state/view.js';
import { send, visitorsOf } from '../../state/visitor-actions.js';
import { LossRates } from './loss-rates.js';
import { PredictFirst } from './predict-first.js';
import { journeyTexts } from './texts.js';
import { VisitorControls } from './visitor-controls.js';

export function JourneyPanel() {
  const t = journeyTexts().panel;
  return (
    <>
      <section class="journey-part part stack">
        <h2>{t.visitors}</h2>
        <VisitorControls />
      </section>
      <section class="journey-part part stack">
        <h2>{t.requests}</h2>
        <SendControls />
      </section>
      <section class="journey-part part stack">
        <h2>{t.rates}</h2>
        <LossRates lanes={lanes.value} />
      </section>
      <PredictFirst />
    </>
  );
}

const counts = [1, 10, 100] as const;

function SendControls() {
  const t = journeyTexts().send;
  const isSending = leftToSend.value > 0 || isRoundUnderWay.value;
  const empty = lanes.value.filter(({ name }) => visitorsOf(name).length === 0);
  const isNobodyThere = empty.length === lanes.value.length;
  const [missing] = empty;
  const reason = missing ? (isNobodyThere ? t.nobody : t.missing(missing.name)) : t.who;
  // A disabled button loses the focus, and keyboard users would have to return to it after each press.
  return (
    <>
      <div class="row">
        {counts.map((count) => (
          <button
            key={count}
            type="button"
            disabled={isNobodyThere}
            aria-disabled={isSending}
            aria-describedby="journey-send-hint"
            onClick={() => isSending || send(count)}
          >
            {t.send(count)}
          </button>
        ))}
        <button type="button" aria-disabled={leftToSend.value === 0} onClick={stopSending}>
          {t.stop}
        </button>
        {leftToSend.value > 0 && (
          <span>{t.progress(askedToSend.value - leftToSend.value, askedToSend.value)}</span>
        )}
      </div>
      <p class="hint" id="journey-send-hint">
        {reason} {empty.length === 0 && lanes.value.length > 1 && t.both}
      </p>
    </>
  );
}
