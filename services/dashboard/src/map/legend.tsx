// The legend of the map: the meaning of a dot, its slow motion, and the share of requests that is shown.
import { exchanges } from '../state/lab-state.js';
import { mapTexts } from '../state/texts.js';
import { view } from '../state/view.js';
import { isStill } from '../ui/preferences.js';
import { travelMs } from './dots/active-dots.js';
import { inMs } from './dots/route.js';
import { shownShare } from './request-rate.js';

export function Legend() {
  const t = mapTexts().legend;
  const last = exchanges.value.at(-1);
  const seconds = String(travelMs[view.value.speed] / 1000);
  return (
    <div class="map-legend hint">
      <p>
        {isStill.value ? t.still : t.dots}
        {!isStill.value && last && ` ${t.pace({ ms: inMs(last.durationMs), seconds })}`}
      </p>
      {shownShare.value && <p class="map-share">{t.share(shownShare.value)}</p>}
    </div>
  );
}
