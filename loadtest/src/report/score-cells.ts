// The scorecard as data: which columns there are, and what stands in the cell of a mode.
import type { ScoreColumn } from '../experiments/experiment.js';
import { findExperiment } from '../experiments/index.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { markOf } from './marks.js';
import { renderMissing } from './missing.js';
import { renderFigure } from './result.js';

export interface ScoredColumn extends Omit<ScoreColumn, 'figure'> {
  readonly experiment: string;
  /** Null: the first figure. */
  readonly figure: string | null;
}

export interface ScoreCell {
  readonly text: string;
  readonly trial: Trial | undefined;
}

/** Of the experiments asked for that have columns in the scorecard. */
export function scoredColumnsOf(names: readonly string[]): readonly ScoredColumn[] {
  return names.flatMap((experiment): readonly ScoredColumn[] => {
    const found = findExperiment(experiment);
    if (found?.kind !== 'scored') return [];
    const first = { experiment, name: experiment, figure: null, headline: found.headline };
    return [first, ...found.otherColumns.map((column) => ({ experiment, ...column }))];
  });
}

/** Those of which there are trials. */
export function findScoredColumns({ settings, trials }: ReportDocument): readonly ScoredColumn[] {
  const measured = settings.experiments.filter((name) => findScored(trials, name).length > 0);
  return scoredColumnsOf(measured);
}

/** The figure of the column, or why there is none. */
export function findScoreCell({ trials }: ReportDocument, mode: string, column: ScoredColumn): ScoreCell {
  const { experiment, figure: name } = column;
  const trial = findScored(trials, experiment).find((each) => each.mode === mode);
  const figure = name === null ? trial?.figures[0] : trial?.figures.find((each) => each.name === name);
  if (!trial || !figure) return { text: renderMissing(mode, experiment), trial };
  const mark = name === null && isWrongElsewhere(trial) ? ` ${markOf(false)}` : '';
  return { text: `${renderFigure(figure)}${mark}`, trial };
}

/** Whether it disagrees in something that no column shows: the mark then stands at the end of its first cell. */
function isWrongElsewhere({ experiment, agrees, figures: [first, ...others] }: Trial): boolean {
  const shown = scoredColumnsOf([experiment]).map(({ figure }) => figure);
  const isShown = others.some((figure) => figure.agrees === false && shown.includes(figure.name));
  return agrees === false && first?.agrees !== false && !isShown;
}

export function findScored(trials: readonly Trial[], name: string): readonly Trial[] {
  return trials.filter(({ experiment, figures }) => experiment === name && figures.length > 0);
}
