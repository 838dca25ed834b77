// The last minute as a list, for those who do not see the drawing.

import { incidents } from '../../state/lab-state.js';
import { lanes } from '../../state/lanes.js';
import { crowds } from './crowd.js';
import { incidentText } from './incident-text.js';
import { breakTexts } from './texts.js';
import { windowMs } from './timeline.js';

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
    <ol class="break-list">
      {entries.map(({ key, atMs, says }) => (
        <li key={key}>
          {t.ago(secondsAgo(atMs))}: {says}
        </li>
      ))}
    </ol>
  );
}
