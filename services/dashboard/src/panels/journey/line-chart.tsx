// A chart of shares over a count: a uPlot that follows the size of its place, the theme and the language, and goes with it.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { view } from '../../state/view.js';
import { percent } from '../../texts/format.js';
import { isSystemDark } from '../../ui/preferences.js';

interface Line {
  /** Shares from 0 to 1; null where there is no value. */
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
}

interface LineChartProps {
  /** The chart in words, for screen readers. */
  readonly label: string;
  readonly xTitle: string;
  /** Counts, in order. */
  readonly x: readonly number[];
  readonly lines: readonly Line[];
}

export function LineChart({ label, xTitle, x, lines }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const { theme, language } = view.value;

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);

  const data: uPlot.AlignedData = [[...x], ...lines.map(({ values }) => [...values])];
  const { width, height } = size;
  const dashes = lines.map(({ isDashed = false }) => isDashed);

  // The canvas holds colours and font sizes, so it is redrawn when one of them may have changed.
  useLayoutEffect(() => {
    if (!place.current || width === 0) return;
    const options = chartOptions({ xTitle, dashes, width, height, style: getComputedStyle(place.current) });
    const made = new uPlot(options, data, place.current);
    chart.current = made;
    return () => {
      made.destroy();
      chart.current = null;
    };
  }, [width, height, theme, isSystemDark.value, language, dashes.join()]);

  useLayoutEffect(() => chart.current?.setData(data), [x, lines]);

  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

interface Look {
  readonly xTitle: string;
  /** For each line whether it is dashed. */
  readonly dashes: readonly boolean[];
  readonly width: number;
  readonly height: number;
  readonly style: CSSStyleDeclaration;
}

/** So that the first few requests do not fill the whole width. */
const leastCounts = 10;
const countSteps = [1, 2, 5]
  .flatMap((step) => [step, step * 10, step * 100, step * 1000])
  .sort((a, b) => a - b);

export function chartOptions({ xTitle, dashes, width, height, style }: Look): uPlot.Options {
  const letterPx = Number.parseFloat(style.fontSize);
  // A custom property may depend on the colour scheme, which a canvas cannot resolve. These values are resolved.
  const { color: text, borderTopColor: grid, outlineColor: accent, fontFamily } = style;
  const font = `${letterPx}px ${fontFamily}`;
  const axis = { stroke: text, font, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  return {
    width,
    height,
    padding: [letterPx, letterPx, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, __, last) => [0, Math.max(leastCounts, last ?? 0)] },
      y: { range: [0, 1] },
    },
    axes: [
      {
        ...axis,
        incrs: countSteps,
        space: letterPx * 4,
        size: letterPx * 2.2,
        label: xTitle,
        labelFont: font,
        labelSize: letterPx * 1.6,
      },
      {
        ...axis,
        splits: () => [0, 0.25, 0.5, 0.75, 1],
        values: (_, shares) => shares.map(percent),
        size: letterPx * 4,
      },
    ],
    series: [
      {},
      ...dashes.map((isDashed) => ({
        stroke: isDashed ? text : accent,
        width: letterPx / (isDashed ? 8 : 5),
        ...(isDashed && { dash: [letterPx / 2, letterPx / 3] }),
        points: { show: false },
      })),
    ],
  };
}
