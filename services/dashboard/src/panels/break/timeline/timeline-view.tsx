// The last minute: what was done and what was noticed, above who was still logged in; drawn, and as a list.
import { defineTexts } from '../../../i18n/texts.js';
import { lanes } from '../../../journey/lanes.js';
import { labNow } from '../../../lab/clock.js';
import { useTick } from '../../../ui/use-interval.js';
import { TimelineDrawing } from './timeline-drawing.js';
import { TimelineList } from './timeline-list.js';

const texts = defineTexts(
  {
    title: 'The last minute',
    asList: 'The same as a list',
    asked: 'filled: done from here; hollow: noticed',
  },
  {
    title: '최근 1분',
    asList: '목록으로 보기',
    asked: '채운 표시: 여기서 실행, 빈 표시: 감지됨',
  },
);

const tickMs = 500;

export function TimelineView() {
  const t = texts();
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
