// Agreement: whether what was measured is what was predicted, and if not, the sentence that says why.
import { type Outcomes, outcomes } from './outcome.js';
import type { Interval } from './statistics/wilson.js';

/** Half a point: a prediction assumes a perfectly even balancer, and no balancer is. */
export const tolerance = 0.005;

export interface Measured {
  readonly outcomes: Outcomes;
  readonly failureRate: number;
  readonly predicted: number;
  readonly interval: Interval;
}

/** Null when they agree. */
export function findDisagreement(measured: Measured): string | null {
  const [fault] = findFaults(measured.outcomes);
  return fault ?? (measured.predicted === 0 ? findLoss(measured) : findDistance(measured));
}

/** The sentence on outcomes that no prediction accounts for while nothing is broken; none if there are none. */
export function findFaults(counted: Outcomes): readonly string[] {
  const accounted: readonly string[] = ['ok', 'unauthenticated'];
  const faults = outcomes.filter((outcome) => !accounted.includes(outcome) && counted[outcome] > 0);
  if (faults.length === 0) return [];
  const listed = faults.map((outcome) => `${counted[outcome]} × ${outcome}`).join(', ');
  return [`No prediction accounts for ${listed}.`];
}

function findLoss({ outcomes: counted }: Measured): string | null {
  return counted.unauthenticated === 0 ? null : `${counted.unauthenticated} lost where none should be.`;
}

function findDistance({ failureRate, predicted, interval: [low, high] }: Measured): string | null {
  if (predicted >= low - tolerance && predicted <= high + tolerance) return null;
  const [measured, expected, from, to] = [failureRate, predicted, low, high].map((rate) => rate.toFixed(4));
  return `Lost ${measured}, which puts the true rate in [${from}, ${to}]; ${expected} was predicted.`;
}
