// The nearest-rank percentile: a value that was measured, not one between two.
import type { SortedSamples } from './samples.js';

/** The smallest sample that at least `percent` % of the samples do not exceed. */
export function percentile(samples: SortedSamples, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * samples.length));
  return samples[rank - 1] ?? samples[0];
}
