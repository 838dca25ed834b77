// Thresholds: limits on the medians of the table, from the command line.
import type { Verdict } from '@scale-out-lab/core/wire';
import type { Group } from './groups.js';

const metrics = ['failureRate', 'p50', 'p95', 'p99', 'goodput'] as const;
type Metric = (typeof metrics)[number];

const comparisons = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
} as const;

export interface Threshold {
  /** As it was written. */
  readonly expression: string;
  readonly metric: Metric;
  readonly comparison: keyof typeof comparisons;
  readonly limit: number;
}

export const thresholdSyntax =
  'a highest failure rate (0.01 or 1%), or a comparison such as failureRate<1%, p99<50 (milliseconds) or goodput>=100 (per second)';

/** Undefined if it cannot be parsed. A bare rate is an upper limit. */
export function parseThreshold(expression: string): Threshold | undefined {
  const text = expression.replaceAll(/\s/g, '');
  const pattern = new RegExp(`^(?:(${metrics.join('|')})(<=|>=|<|>))?(\\d+(?:\\.\\d+)?|\\.\\d+)(%?)$`);
  const [, metric = 'failureRate', comparison = '<=', number, percent] = pattern.exec(text) ?? [];
  if (number === undefined || !isMetric(metric) || !isComparison(comparison)) return undefined;
  const limit = Number(number) / (percent ? 100 : 1);
  const isRate = metric === 'failureRate';
  if (isRate ? limit > 1 : percent) return undefined;
  return { expression, metric, comparison, limit };
}

/** One verdict for each threshold, mode and client. */
export function judge(thresholds: readonly Threshold[], groups: readonly Group[]): readonly Verdict[] {
  return thresholds.flatMap(({ expression, metric, comparison, limit }) =>
    groups.map((group) => {
      const value = group[metric]?.median ?? null;
      const passed = value !== null && comparisons[comparison](value, limit);
      return { expression, mode: group.mode, client: group.client, value, passed };
    }),
  );
}

function isMetric(text: string): text is Metric {
  return (metrics as readonly string[]).includes(text);
}

function isComparison(text: string): text is keyof typeof comparisons {
  return Object.hasOwn(comparisons, text);
}
