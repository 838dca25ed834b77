// Samples: measurements in order, their sum, percentiles and spread, and what a few users weaken as evidence.
import type { Trial } from '@scale-out-lab/core/wire';

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

/** The nearest-rank percentile: the smallest sample that at least `percent` % of the samples do not exceed. */
export function percentile(samples: SortedSamples, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * samples.length));
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

interface Cluster {
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
