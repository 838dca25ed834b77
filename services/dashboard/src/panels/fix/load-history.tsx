// The last minute of the load by the second: lost requests below, answered ones above, and the predicted loss as a line.
import type { LoadSecond } from '@scale-out-lab/core/wire';
import { labNow } from '../../state/lab-state.js';
import { fixTexts } from './texts.js';

const seconds = 60;
const [width, height] = [300, 80];
const barWidth = width / seconds;

interface Bar {
  readonly key: string;
  readonly x: number;
  /** From 0 to 1, of the requests of that second. */
  readonly lost: number;
  readonly predicted: number | null;
}

/** One bar for each second and mode; the last one ends at the right edge. */
export function barsOf(history: readonly LoadSecond[], nowMs: number): readonly Bar[] {
  return history.flatMap(({ at, mode, sent, failed, predicted }) => {
    const ago = Math.floor(nowMs / 1000) - Date.parse(at) / 1000;
    if (ago < 0 || ago >= seconds || sent === 0) return [];
    return [{ key: `${at} ${mode}`, x: width - (ago + 1) * barWidth, lost: failed / sent, predicted }];
  });
}

export function LoadHistory({ history }: { history: readonly LoadSecond[] }) {
  const bars = barsOf(history, labNow());
  return (
    <svg
      class="fix-history"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={fixTexts().history}
    >
      {bars.map(({ key, x, lost, predicted }) => (
        <g key={key}>
          <rect class="fix-answered" x={x} y={0} width={barWidth - 0.6} height={height * (1 - lost)} />
          <rect
            class="fix-lost"
            x={x}
            y={height * (1 - lost)}
            width={barWidth - 0.6}
            height={height * lost}
          />
          {predicted !== null && (
            <rect class="fix-line" x={x} y={height * (1 - predicted) - 1} width={barWidth} height={2} />
          )}
        </g>
      ))}
    </svg>
  );
}
