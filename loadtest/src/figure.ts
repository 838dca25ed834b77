// A figure: a number that a trial measured beside the range that was expected of it.
import type { Expectation } from '@scale-out-lab/modes';

export interface Figure extends Expectation {
  readonly name: string;
  /** What is counted, such as `instances`, or `s`; `share` is a number from 0 to 1. */
  readonly unit: string;
  readonly measured: number;
  readonly agrees: boolean;
  /** What was counted, one by one, where it should not have been there. */
  readonly evidence?: string;
}

/** Two ways to the same fraction may differ in its last binary digits. */
const rounding = 1e-9;

export function toFigure(
  name: string,
  unit: string,
  expectation: Expectation,
  measured: number,
  evidence?: string,
): Figure {
  const [low, high] = expectation.predicted;
  const agrees = measured >= low - rounding && measured <= high + rounding;
  return { name, unit, ...expectation, measured, agrees, ...(evidence !== undefined && { evidence }) };
}

/** The sentences that say which figures do not agree; none if all do. */
export function findDisagreeing(figures: readonly Figure[]): readonly string[] {
  return figures
    .filter((figure) => !figure.agrees)
    .map(({ name, unit, measured, predicted: [low, high], evidence }) => {
      const [least, most, found] = [low, high, measured].map(shorten);
      const expected = least === most ? `${least}` : `${least} to ${most}`;
      return `${name}: ${found} ${unit}, where ${expected} was predicted${evidence ? `: ${evidence}` : ''}.`;
    });
}

/** Counts whole, all else in four digits. */
function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
