// "Do it yourself": log visitors in, send their requests, and see the loss rate build up beside the predicted line.

import { lanes } from '../../state/view.js';
import { LossRates } from './loss-rates.js';
import { PredictFirst } from './predict-first.js';
import { SendControls } from './send-controls.js';
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
