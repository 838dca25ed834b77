// A figure: a number that a trial measured, and the range that was predicted for it.
import type { Expectation } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import { singularOf } from './words.js';

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

export interface FigureRow {
  readonly name: string;
  /** See `Figure`. */
  readonly unit: string;
  readonly expected: Expectation;
  readonly measured: number;
  readonly evidence?: string | undefined;
}

/** The figures of a table: what was measured beside what was expected, a row each. */
export function toFigures(rows: readonly FigureRow[]): readonly Figure[] {
  return rows.map(({ name, unit, expected, measured, evidence }) =>
    toFigure(name, unit, expected, measured, evidence),
  );
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
      return `${name}: ${found} ${found === 1 ? singularOf(unit) : unit}, where ${expected} was predicted${evidence ? `: ${evidence}` : ''}.`;
    });
}

/** Counts stay whole, other numbers have four digits. */
function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
