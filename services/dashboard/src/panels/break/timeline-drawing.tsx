// The drawing: a line for each instance, Redis and the whole, and under them how many were logged in.

import { useEffect, useRef, useState } from 'preact/hooks';
import { incidents, labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { crowdSize, crowds } from './crowd.js';
import { incidentText } from './incident-text.js';
import { breakTexts } from './texts.js';
import { barsOf, marksOf, type Point, stepsOf, windowMs } from './timeline.js';

const lineHeight = 22;
const chartHeight = 72;
const labelWidth = 72;

export function TimelineDrawing({ nowMs }: { nowMs: number }) {
  const t = breakTexts().drawing;
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
            <circle
              key={incident.id}
              class={incident.isAsked ? 'break-mark asked' : 'break-mark'}
              cx={x(at)}
              cy={y(line)}
              r={5}
            >
              <title>{incidentText(incident)}</title>
            </circle>
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
export function useWidth() {
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
