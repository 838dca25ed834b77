// How a chart of shares looks: from 0 to 100 % over a count that starts at 0, in the colours and letters of its place.
import type uPlot from 'uplot';
import { percent } from '../../texts/format.js';

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
