// The spread of repeated measurements: their median, the smallest and the largest.
import type { Trial } from '@scale-out-lab/core/wire';
import type { SortedSamples } from './samples.js';

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
