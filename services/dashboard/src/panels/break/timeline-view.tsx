// The last minute: what was done and what was noticed, above who was still logged in; drawn, and as a list.

import { labNow } from '../../state/clock.js';
import { lanes } from '../../state/lanes.js';
import { useTick } from '../../ui/use-interval.js';
import { breakTexts } from './texts.js';
import { TimelineDrawing } from './timeline-drawing.js';
import { TimelineList } from './timeline-list.js';

const tickMs = 500;

export function TimelineView() {
  const t = breakTexts().timeline;
  useTick(tickMs);
  const nowMs = labNow();
  return (
    <section class="break-timeline" aria-label={t.title}>
      <h2>{t.title}</h2>
      <TimelineDrawing nowMs={nowMs} />
      <p class="hint">
        {lanes.value.map(({ name }, lane) => (
          <span key={name} class="break-key">
            <svg width="28" height="8" aria-hidden="true">
              <line class={`break-count lane-${lane}`} x1="0" x2="28" y1="4" y2="4" />
            </svg>{' '}
            {name}
          </span>
        ))}
        {t.asked}
      </p>
      <details>
        <summary>{t.asList}</summary>
        <TimelineList nowMs={nowMs} />
      </details>
    </section>
  );
}
