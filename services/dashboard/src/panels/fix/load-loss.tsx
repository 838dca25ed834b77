// The loss of the load in the last seconds next to its prediction, and its last minute.
import type { LoadView } from '@scale-out-lab/core/wire';
import { percent } from '../../texts/format.js';
import { LoadHistory } from './load-history.js';
import { fixTexts } from './texts.js';

export function LoadLoss({ load: { recent, predicted, total, history } }: { load: LoadView }) {
  const t = fixTexts();
  const share = recent.sent === 0 ? null : recent.failed / recent.sent;
  return (
    <>
      <div class="fix-loss">
        <p class={share === 0 ? 'good' : 'bad'}>
          <b>{share === null ? '…' : t.lost(calmPercent(share))}</b> {t.recent(recent.seconds)}
        </p>
        {predicted === null ? (
          <p>{t.unpredicted}</p>
        ) : (
          <p>
            <b>{percent(predicted)}</b> {t.predicted}
          </p>
        )}
      </div>
      <LoadHistory history={history} />
      <p class="hint">{t.total(total.failed, total.sent)}.</p>
    </>
  );
}

/** Whole percents, which change less often. A share that is not 0 or 1 is not shown as 0% or 100%. */
export function calmPercent(share: number): string {
  const whole = Math.round(share * 100) / 100;
  return percent(whole === 0 || whole === 1 ? share : whole);
}
