// "Do it yourself": log visitors in, send their requests, and see the loss rate build up beside the predicted line.
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { LossRates } from './loss-rates.js';
import { PredictFirst } from './predict-first.js';
import { SendControls } from './send-controls.js';
import { VisitorControls } from './visitor-controls.js';

const texts = defineTexts(
  {
    visitors: 'Log in',
    requests: 'Send requests',
    rates: 'How many are lost',
  },
  {
    visitors: '로그인하기',
    requests: '요청 보내기',
    rates: '얼마나 실패하는가',
  },
);

export function JourneyPanel() {
  const t = texts();
  return (
    <>
      <section class="journey-part">
        <h2>{t.visitors}</h2>
        <VisitorControls />
      </section>
      <section class="journey-part">
        <h2>{t.requests}</h2>
        <SendControls />
      </section>
      <section class="journey-part">
        <h2>{t.rates}</h2>
        <LossRates lanes={lanes.value} />
      </section>
      <PredictFirst />
    </>
  );
}
