// A measured failure rate is near a predicted one.
import type { Trial } from '@scale-out-lab/core/wire';
import { expect } from 'vitest';

/** Six standard deviations: the interval of a real trial is 99.9 %, which would fail one test in a thousand. */
export function expectNear(trial: Trial, rate: number): void {
  const deviation = Math.sqrt((rate * (1 - rate)) / trial.effectiveRequests);
  expect(Math.abs(trial.failureRate - rate), `lost ${trial.failureRate}`).toBeLessThanOrEqual(6 * deviation);
}
