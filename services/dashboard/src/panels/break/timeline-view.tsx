// The last minute: incidents and the number of logged-in visitors, as a drawing and as a list.
import { incidents, labNow } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { useTick } from '../../ui/use-interval.js';
import { crowds } from './crowd.js';
import { incidentText } from './incident-text.js';
import { breakTexts } from './texts.js';
import { windowMs } from './timeline.js';
import { TimelineDrawing } from './timeline-drawing.js';

const tickMs = 500;

export function TimelineView() {
  const t = breakTexts().timeline;
  useTick(tickMs);
  const nowMs = labNow();
  return (
    <section class="break-timeline stack" aria-label={t.title}>
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

/** Samples only where the count changed: a line each two seconds would say nothing. */
export function TimelineList({ nowMs }: { nowMs: number }) {
  const t = breakTexts().list;
  const secondsAgo = (atMs: number) => Math.round((nowMs - atMs) / 1000);
  const happened = incidents.value
    .filter(({ at }) => Date.parse(at) >= nowMs - windowMs)
    .map((incident) => ({
      key: `incident ${incident.id}`,
      atMs: Date.parse(incident.at),
      says: `${incidentText(incident)}${incident.isAsked ? '' : ` (${t.noticed})`}`,
    }));
  const counted = lanes.value.flatMap(({ name }) => {
    const samples = crowds.value[name]?.samples ?? [];
    const changes = samples.filter(({ loggedIn }, at) => samples[at - 1]?.loggedIn !== loggedIn);
    return changes
      .filter(({ atMs }) => atMs >= nowMs - windowMs)
      .map(({ atMs, loggedIn }) => ({
        key: `${name} ${atMs}`,
        atMs,
        says: t.counted(name, loggedIn),
      }));
  });
  const entries = [...happened, ...counted].sort((one, other) => one.atMs - other.atMs);
  if (entries.length === 0) return <p class="hint">{t.nothing}</p>;
  return (
    <ol class="numbered small">
      {entries.map(({ key, atMs, says }) => (
        <li key={key}>
          {t.ago(secondsAgo(atMs))}: {says}
        </li>
      ))}
    </ol>
  );
}
