// The marks of a report's cells: where a prediction failed or could not be decided on, and where nothing was measured.
import type { Agreement } from '@scale-out-lab/core/wire';
import { type Agrees, agreementOf } from '../model/agreement.js';

const marks = { agrees: '', disagrees: '≠', 'not decided': '≟' } as const satisfies Record<Agreement, string>;
export const noSuchThing = '–';
export const notMeasured = '?';

/** Stands before the prediction. */
export function markOf(agrees: Agrees): string {
  return marks[agreementOf(agrees)];
}

/** What the marks in these cells mean: `≠ where they disagree, …`. */
export function explainMarks(cells: readonly string[]): string {
  const meanings = [
    `${marks.disagrees} where they disagree`,
    ...(cells.includes(noSuchThing) ? [`${noSuchThing} where the mode has no such thing`] : []),
    ...(cells.some((cell) => cell.includes(notMeasured)) ? [`${notMeasured} not measured`] : []),
  ];
  return meanings.join(', ');
}

/** The line on what was not decided, where something was not. */
export function explainUndecided(cells: readonly string[]): readonly string[] {
  const mark = marks['not decided'];
  if (!cells.some((cell) => cell.includes(mark))) return [];
  return [`${mark} not decided: no possible result of the trial would have disagreed.`];
}
