// The last minute: incidents and the number of logged-in visitors, as a drawing and as a list.
import type { Incident } from '@scale-out-lab/core/wire';
import { useEffect, useRef, useState } from 'preact/hooks';
import { incidents, labNow, labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { useTick } from '../../ui/use-interval.js';
import { crowdSize, crowds } from './crowd.js';
import { breakTexts } from './texts.js';
import { barsOf, isEnd, marksOf, type Point, stepsOf, windowMs } from './timeline.js';

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
        <Sign by="person" /> {t.asked} <Sign by="page" /> {t.detected}
      </p>
      <details>
        <summary>{t.asList}</summary>
        <TimelineList nowMs={nowMs} />
      </details>
    </section>
  );
}

/** Samples only where the count changed: a line every two seconds would be useless. */
function TimelineList({ nowMs }: { nowMs: number }) {
  const t = breakTexts().timeline;
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

/** Above the line, a person marks an action of a visitor; on it, a ring marks what the control room detected. */
function Mark({ isAsked, isEnd }: { isAsked: boolean; isEnd: boolean }) {
  const looks = isEnd ? 'break-mark is-end' : 'break-mark';
  if (!isAsked) return <circle class={looks} r={4} />;
  return <path class={`${looks} asked`} d="M-5 5 C-5 -1 5 -1 5 5 Z M0 -8 a3 3 0 1 1 0 6 a3 3 0 1 1 0 -6 Z" />;
}

function Sign({ by }: { by: 'person' | 'page' }) {
  return (
    <svg width="14" height="16" viewBox="-7 -9 14 16" aria-hidden="true">
      <Mark isAsked={by === 'person'} isEnd={false} />
    </svg>
  );
}

function incidentText(incident: Incident): string {
  const text = breakTexts().incidents[incident.what];
  return typeof text === 'string' ? text : (text as (incident: Incident) => string)(incident);
}

const lineHeight = 22;
const chartHeight = 72;
const labelWidth = 72;

function TimelineDrawing({ nowMs }: { nowMs: number }) {
  const t = breakTexts().timeline;
  const [box, width, scale] = useWidth();
  const lines = [...(labState.value?.instances ?? []).map(({ id }) => id), 'redis', 'all'];
  const plot = Math.max(100, width - labelWidth - 8);
  const x = (at: number) => labelWidth + at * plot;
  const y = (line: string) => lines.indexOf(line) * lineHeight + lineHeight / 2;
  const isDrawn = ({ line }: { line: string }) => lines.includes(line);
  const top = lines.length * lineHeight + 8;
  const height = top + chartHeight + 24;
  const names: Readonly<Record<string, string>> = { redis: 'Redis', all: t.all };
  return (
    <div ref={box}>
      <svg
        width={width * scale}
        height={height * scale}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t.drawing}
      >
        {lines.map((line) => (
          <g key={line}>
            <text x={0} y={y(line) + 4}>
              {names[line] ?? line}
            </text>
            <line class="break-line" x1={x(0)} x2={x(1)} y1={y(line)} y2={y(line)} />
          </g>
        ))}
        {barsOf(incidents.value, nowMs)
          .filter(isDrawn)
          .map(({ line, kind, from, to }) => (
            <rect
              key={`${line}${kind}${from}`}
              class={`break-bar ${kind}`}
              x={x(from)}
              y={y(line) - 6}
              width={Math.max(2, (to - from) * plot)}
              height={12}
            />
          ))}
        {marksOf(incidents.value, nowMs)
          .filter(isDrawn)
          .map(({ line, at, incident }) => (
            <g key={incident.id} transform={`translate(${x(at)} ${y(line)})`}>
              <title>{incidentText(incident)}</title>
              <Mark isAsked={incident.isAsked} isEnd={isEnd(incident)} />
            </g>
          ))}
        <g transform={`translate(0 ${top})`}>
          <text x={0} y={12}>
            {t.loggedIn}
          </text>
          <text x={labelWidth - 6} y={34} text-anchor="end">
            {crowdSize}
          </text>
          <line class="break-line" x1={x(0)} x2={x(1)} y1={chartHeight} y2={chartHeight} />
          <line class="break-line" x1={x(0)} x2={x(1)} y1={30} y2={30} />
          {lanes.value.map(({ name }, lane) => (
            <polyline
              key={name}
              class={`break-count lane-${lane}`}
              points={pointsOf(stepsOf(crowds.value[name]?.samples ?? [], nowMs), x)}
            />
          ))}
          <text x={x(0)} y={chartHeight + 18}>
            {t.ago(windowMs / 1000)}
          </text>
          <text x={x(1)} y={chartHeight + 18} text-anchor="end">
            {t.now}
          </text>
        </g>
      </svg>
    </div>
  );
}

function pointsOf(points: readonly Point[], x: (at: number) => number): string {
  const y = (loggedIn: number) => chartHeight - (loggedIn / crowdSize) * (chartHeight - 30);
  return points.map(({ at, loggedIn }) => `${x(at)},${y(loggedIn)}`).join(' ');
}

/** The width of the drawing's box in units of 1/16 rem, and the size of that unit in pixels. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [[width, scale], setSize] = useState<readonly [width: number, scale: number]>([320, 1]);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      if (entry) setSize([Math.floor(entry.contentRect.width / unit), unit]);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width, scale] as const;
}
