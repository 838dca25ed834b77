// What stands in the cell of something that was not measured.
import { findMode } from '@scale-out-lab/core';
import { type ExperimentName, experiments } from '../experiments/index.js';
import { noSuchThing, notMeasured } from './marks.js';

/** Whether the mode has no such thing, or the trial failed, was interrupted or was not run. */
export function renderMissing(mode: string, experiment: ExperimentName): string {
  const known = findMode(mode);
  return known && !experiments[experiment].appliesTo(known) ? noSuchThing : notMeasured;
}
