// Samples: measurements in order, their sum, their percentiles and their spread.
import type { Trial } from '@scale-out-lab/core/wire';

declare const sorted: unique symbol;

/** At least one measurement. */
export type Samples = readonly [number, ...number[]];

/** Only `sortSamples` makes one, so that a percentile is never taken of an unsorted list. */
export type SortedSamples = Samples & { readonly [sorted]: true };

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
