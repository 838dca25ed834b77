// Groups the repeats of one mode and one client model, takes their medians, and judges thresholds.
import type { Client } from '@scale-out-lab/core';
import type { Trial, Verdict } from '@scale-out-lab/core/wire';
import { type Agrees, allAgree } from '../model/agreement.js';
import { type Spread, sortSamples, spread } from './samples.js';

export interface Group {
  readonly mode: string;
  readonly client: Client;
  readonly predicted: number;
  readonly agrees: Agrees;
  readonly failureRate: Spread;
  /** Null where no request succeeded. */
  readonly p50: Spread | null;
  readonly p95: Spread | null;
  readonly p99: Spread | null;
  readonly goodput: Spread;
}

/** Of the trials that are about the failure rate, in the order in which the modes and clients first appear. */
export function groupTrials(trials: readonly Trial[]): readonly Group[] {
  const repeats = new Map<string, [Trial, ...Trial[]]>();
  for (const trial of trials.filter(({ figures }) => figures.length === 0)) {
    const key = `${trial.mode} ${trial.client}`;
    const earlier = repeats.get(key);
    if (earlier) earlier.push(trial);
    else repeats.set(key, [trial]);
  }
  return Array.from(repeats.values(), groupRepeats);
}

function groupRepeats(trials: readonly [Trial, ...Trial[]]): Group {
  const [{ mode, client, predicted }] = trials;
  const spreadOf = (value: (trial: Trial) => number | null) => {
    const samples = sortSamples(trials.map(value).filter((each) => each !== null));
    return samples ? spread(samples) : null;
  };
  const none: Spread = { min: 0, median: 0, max: 0 };
  return {
    mode,
    client,
    predicted,
    agrees: allAgree(trials.map((trial) => trial.agrees)),
    failureRate: spreadOf((trial) => trial.failureRate) ?? none,
    p50: spreadOf((trial) => trial.latencyMs.p50),
    p95: spreadOf((trial) => trial.latencyMs.p95),
    p99: spreadOf((trial) => trial.latencyMs.p99),
    goodput: spreadOf((trial) => trial.goodput) ?? none,
  };
}

// Thresholds: limits on the medians of the table, from the command line.

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
