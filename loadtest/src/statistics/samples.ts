// Samples: measurements in order, their sum, percentiles and spread, and the lower weight of evidence from few users.

import type { Client } from '@scale-out-lab/core';
import type { Trial, Verdict } from '@scale-out-lab/core/wire';
import { type Agrees, allAgree } from '../model/agreement.js';

declare const sorted: unique symbol;

/** At least one measurement. */
type Samples = readonly [number, ...number[]];

/** Only `sortSamples` makes one, so that a percentile is never taken of an unsorted list. */
type SortedSamples = Samples & { readonly [sorted]: true };

/** Undefined without values: there is no percentile of nothing. */
export function sortSamples(values: readonly number[]): SortedSamples | undefined {
  if (values.length === 0) return undefined;
  return values.toSorted((a, b) => a - b) as readonly number[] as SortedSamples;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** 0 without values. A call of Math.max takes no more than some 125,000. */
export function largest(values: readonly number[]): number {
  return values.reduce((found, value) => Math.max(found, value), 0);
}

/** The nearest-rank percentile: the smallest sample that at least `percent` % of the samples do not exceed. */
export function percentile(samples: SortedSamples, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent * samples.length) / 100));
  return samples[rank - 1] ?? samples[0];
}

/** The median, the smallest and the largest of repeated measurements. */
export type Spread = Trial['userFailureRates'];

export function spread(samples: SortedSamples): Spread {
  return { min: samples[0], median: median(samples), max: samples.at(-1) ?? samples[0] };
}

/** The middle one, or the mean of the two in the middle. */
function median(samples: SortedSamples): number {
  const above = samples[Math.floor(samples.length / 2)] ?? samples[0];
  const below = samples[Math.ceil(samples.length / 2) - 1] ?? samples[0];
  return (above + below) / 2;
}

// The design effect: how much less evidence n requests give when they come from a few users, each a cluster.
// L. Kish, Survey Sampling (1965), §5.4: the variance of the rate with users as clusters (of unequal size: a ratio
// estimator), divided by the variance that n independent requests would have.

export interface Cluster {
  readonly size: number;
  readonly hits: number;
}

/** At least 1; n divided by it is the effective sample size. One cluster, or equal clusters, give 1. */
export function designEffect(clusters: readonly Cluster[]): number {
  const n = sum(clusters.map(({ size }) => size));
  const rate = sum(clusters.map(({ hits }) => hits)) / n;
  const m = clusters.length;
  if (m < 2 || n === 0 || rate === 0 || rate === 1) return 1;
  const squares = sum(clusters.map(({ size, hits }) => (hits - rate * size) ** 2));
  const clusterVariance = ((m / (m - 1)) * squares) / n ** 2;
  const binomialVariance = (rate * (1 - rate)) / n;
  return Math.max(1, clusterVariance / binomialVariance);
}

// Groups the repeats of one mode and one client model, takes their medians, and judges thresholds.

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
