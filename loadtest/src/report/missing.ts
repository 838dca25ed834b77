// What stands in the cell of something that was not measured.
import { findMode } from '@scale-out-lab/core';
import { findExperiment } from '../experiments/index.js';
import { noSuchThing, notMeasured } from './marks.js';

/** Whether the mode has no such thing, or the trial failed, was interrupted or was not run. */
export function renderMissing(mode: string, experiment: string): string {
  const known = findMode(mode);
  return known && findExperiment(experiment)?.appliesTo(known) === false ? noSuchThing : notMeasured;
}
