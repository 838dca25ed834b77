// The scorecard as data: which columns there are, and what stands in the cell of a mode.
import { type ExperimentName, experiments } from '../experiments/index.js';
import type { Trial } from '../trial.js';
import type { ReportDocument } from './document.js';
import { renderMissing } from './missing.js';
import { renderHeadline } from './scorecard.js';

/** Of the experiments asked for that break nothing, those that have trials with figures. */
export function findScoredColumns({ settings, trials }: ReportDocument): readonly ExperimentName[] {
  return settings.experiments.filter(
    (name) => !experiments[name].isFault && findScored(trials, name).length > 0,
  );
}

/** Its first figure, or why there is none. */
export function renderScore({ trials }: ReportDocument, mode: string, name: ExperimentName): string {
  const trial = findScored(trials, name).find((each) => each.mode === mode);
  return trial ? renderHeadline(trial) : renderMissing(mode, name);
}

export function findScored(trials: readonly Trial[], name: ExperimentName): readonly Trial[] {
  return trials.filter(({ experiment, figures }) => experiment === name && figures.length > 0);
}
