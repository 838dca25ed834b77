// The last minute as a list, for those who do not see the drawing.
import { defineTexts } from '../../../i18n/texts.js';
import { lanes } from '../../../journey/lanes.js';
import { incidents } from '../../../lab/state.js';
import { crowds } from '../crowd.js';
import { sayIncident } from '../incident-words.js';
import { windowMs } from './timeline.js';

const texts = defineTexts(
  {
    ago: (seconds: number) => `${seconds} s ago`,
    nothing: 'Nothing has happened yet.',
    noticed: 'noticed',
    counted: (mode: string, count: number) => `${mode}: ${count} logged in`,
  },
  {
    ago: (seconds) => `${seconds}초 전`,
    nothing: '아직 아무 일도 없었습니다.',
    noticed: '감지됨',
    counted: (mode, count) => `${mode}: ${count}명 로그인 상태`,
  },
);

/** Samples only where the count changed: a line each two seconds would say nothing. */
export function TimelineList({ nowMs }: { nowMs: number }) {
  const t = texts();
  const secondsAgo = (atMs: number) => Math.round((nowMs - atMs) / 1000);
  const happened = incidents.value
    .filter(({ at }) => Date.parse(at) >= nowMs - windowMs)
    .map((incident) => ({
      key: `incident ${incident.id}`,
      atMs: Date.parse(incident.at),
      says: `${sayIncident(incident)}${incident.isAsked ? '' : ` (${t.noticed})`}`,
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
