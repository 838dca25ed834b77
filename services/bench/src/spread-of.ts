// The median, the smallest and the largest of values that were measured.
import { type Spread, sortSamples, spread } from '@scale-out-lab/loadtest';

export function spreadOf(values: readonly number[]): Spread {
  const samples = sortSamples(values);
  if (!samples) throw new RangeError('Nothing has been measured');
  return spread(samples);
}
