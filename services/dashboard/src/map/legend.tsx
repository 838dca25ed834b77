// How to read the map: slow motion, and how many of the requests are shown.

import { exchanges } from '../state/exchanges.js';
import { view } from '../state/view.js';
import { travelMs } from './dots/active-dots.js';
import { shownShare } from './dots/shown-share.js';
import { inMs } from './outcome.js';
import { isStill } from './preferences.js';
import { mapTexts } from './texts.js';

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
