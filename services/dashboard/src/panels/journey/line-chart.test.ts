import { expect, it } from 'vitest';
import { chartOptions } from './line-chart.js';

const style = {
  fontSize: '16px',
  fontFamily: 'sans-serif',
  color: 'rgb(1, 1, 1)',
  borderTopColor: 'rgb(2, 2, 2)',
  outlineColor: 'rgb(3, 3, 3)',
} as CSSStyleDeclaration;
const options = chartOptions({ xTitle: 'requests', dashes: [false, true], width: 400, height: 200, style });

it('shares always go from 0 to 100%', () => {
  expect(options.scales?.y?.range).toEqual([0, 1]);
});

it.each([
  [3, 10],
  [250, 250],
])('%i requests are shown on a scale of %i', (sent, last) => {
  const range = options.scales?.x?.range as (chart: unknown, min: number, max: number) => unknown;
  expect(range(undefined, 1, sent)).toEqual([0, last]);
});

it('the chart has a line for each series, in the colours of its container', () => {
  expect(options.series.slice(1).map(({ stroke, dash }) => [stroke, dash !== undefined])).toEqual([
    ['rgb(3, 3, 3)', false],
    ['rgb(1, 1, 1)', true],
  ]);
});
