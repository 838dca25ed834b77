// Agreement: whether what was measured is what was predicted, and if not, the sentence that says why.

import { type Interval, wilson } from '@scale-out-lab/core';
import type { Agreement, Outcomes } from '@scale-out-lab/core/wire';
import { outcomes } from './outcome.js';

/** Half a point: a prediction assumes a perfectly even balancer, and no balancer is. */
export const tolerance = 0.005;

/** True: as predicted. False: not as predicted. Null: not decided, because no result could have disagreed. */
export type Agrees = boolean | null;

export function agreementOf(agrees: Agrees): Agreement {
  if (agrees === null) return 'not decided';
  return agrees ? 'agrees' : 'disagrees';
}

/** What several say together: one disagreement decides, and what is not decided says nothing. */
export function allAgree(each: readonly Agrees[]): Agrees {
  if (each.includes(false)) return false;
  return each.includes(true) ? true : null;
}

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

/** How sure the interval of a failure rate is. */
export const confidence = 0.999;

/**
 * Whether any number of losses among so many requests could have disagreed with the prediction. None and all of them lie
 * farthest from it, and their intervals are the narrowest.
 */
export function couldDisagree(predicted: number, requests: number): boolean {
  if (predicted === 0) return true;
  return [0, 1].some((failureRate) => {
    const interval = wilson(failureRate * requests, requests, confidence);
    return findDistance({ failureRate, predicted, interval }) !== null;
  });
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

function findDistance({
  failureRate,
  predicted,
  interval: [low, high],
}: Omit<Measured, 'outcomes'>): string | null {
  if (predicted >= low - tolerance && predicted <= high + tolerance) return null;
  const [measured, expected, from, to] = [failureRate, predicted, low, high].map((rate) => rate.toFixed(4));
  return `Lost ${measured}, which puts the true rate in [${from}, ${to}]; ${expected} was predicted.`;
}
