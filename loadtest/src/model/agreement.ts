// Agreement: whether a measurement matches its prediction, and if not, a sentence with the reason.

import { type Expectation, type Interval, wilson } from '@scale-out-lab/core';
import type { Agreement, Figure, Outcomes } from '@scale-out-lab/core/wire';
import { outcomes } from './answer.js';
import { singularOf } from './words.js';

/** Half a point: predictions assume perfectly even balancing, which no balancer achieves. */
const tolerance = 0.005;

/** True: as predicted. False: not as predicted. Null: not decided, because no result could have disagreed. */
export type Agrees = boolean | null;

export function agreementOf(agrees: Agrees): Agreement {
  if (agrees === null) return 'not decided';
  return agrees ? 'agrees' : 'disagrees';
}

/** Combines several: one disagreement decides; those not decided are ignored. */
export function allAgree(each: readonly Agrees[]): Agrees {
  if (each.includes(false)) return false;
  return each.includes(true) ? true : null;
}

interface Measured {
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

/** The confidence of the interval of a failure rate. */
export const confidence = 0.999;

/**
 * Whether some number of lost requests would have disagreed with the prediction. To lose none or all of them is farthest
 * from it, with the narrowest interval.
 */
export function couldDisagree(predicted: number, requests: number): boolean {
  if (predicted === 0) return true;
  return [0, 1].some((failureRate) => {
    const interval = wilson(failureRate * requests, requests, confidence);
    return findDistance({ failureRate, predicted, interval }) !== null;
  });
}

/** A sentence on the outcomes that no prediction accounts for, if there are any. */
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

// A figure: a number that a trial measured, and the range that was predicted for it.

/** Two calculations of the same fraction may differ in the last binary digits. */
const rounding = 1e-9;

export function toFigure(
  name: string,
  unit: string,
  expectation: Expectation,
  measured: number,
  evidence?: string,
): Figure {
  const [low, high] = expectation.predicted;
  const isAsPredicted = measured >= low - rounding && measured <= high + rounding;
  const agrees = isAsPredicted && low <= 0 && high >= mostOf(unit) ? null : isAsPredicted;
  return { name, unit, ...expectation, measured, agrees, ...(evidence !== undefined && { evidence }) };
}

/** One figure of a table. See `Figure` for the unit. */
type FigureRow = readonly [
  unit: string,
  expected: Expectation,
  measured: number,
  evidence?: string | undefined,
];

/** The figures of a trial by name: the expected value and the measured one. */
export type FigureTable = Readonly<Record<string, FigureRow>>;

export function toFigures(table: FigureTable): readonly Figure[] {
  return Object.entries(table).map(([name, row]) => toFigure(name, ...row));
}

/** The largest possible value of a unit. The smallest is 0. */
function mostOf(unit: string): number {
  if (unit === 'share') return 1;
  const [, whole] = /^of (\d+)\b/.exec(unit) ?? [];
  return whole === undefined ? Number.POSITIVE_INFINITY : Number(whole);
}

/** A sentence for each figure that disagrees. */
export function findDisagreeing(figures: readonly Figure[]): readonly string[] {
  return figures
    .filter(({ agrees }) => agrees === false)
    .map(({ name, unit, measured, predicted: [low, high], evidence }) => {
      const [least, most, found] = [low, high, measured].map(shorten);
      const expected = least === most ? `${least}` : `${least} to ${most}`;
      return `${name}: ${withUnit(found ?? measured, unit)}, where ${expected} was predicted${evidence ? `: ${evidence}` : ''}.`;
    });
}

/** One of many stays `1 of 20 users`, and a share has no unit. */
function withUnit(count: number, unit: string): string {
  if (unit === 'share') return `${count}`;
  return `${count} ${count === 1 && !unit.startsWith('of ') ? singularOf(unit) : unit}`;
}

/** Counts stay whole, other numbers have four digits. */
function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
