// The matrix of faults as data: which columns there are, and what stands in the cell of a mode.

import type { Figure } from '@scale-out-lab/core/wire';
import type { MatrixColumn } from '../experiments/experiment.js';
import { findExperiment } from '../experiments/index.js';
import type { Agrees } from '../model/agreement.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { explainMarks, explainUndecided, markOf } from './marks.js';
import { renderMissing } from './missing.js';
import { renderFigure, renderWithUnit } from './result.js';

export interface FaultColumn extends MatrixColumn {
  readonly experiment: string;
}

export interface FaultCell {
  /** Users logged out and requests lost, measured and predicted, or why there is no figure. */
  readonly loggedOut: string;
  readonly lost: string;
  readonly agrees: Agrees;
}

/** Of the faults asked for, those of which there is a trial or a failure, in the order of the experiments. */
export function findFaultColumns({ settings, trials, failedTrials }: ReportDocument): readonly FaultColumn[] {
  return settings.experiments.flatMap((experiment) => {
    const found = findExperiment(experiment);
    const isThere = [...trials, ...failedTrials].some((each) => each.experiment === experiment);
    return found?.kind === 'fault' && isThere
      ? found.columns.map((column) => ({ experiment, ...column }))
      : [];
  });
}

export function findFaultCell(
  { trials }: ReportDocument,
  mode: string,
  { experiment, loggedOut, lost }: FaultColumn,
): FaultCell {
  const trial = trials.find((each) => each.mode === mode && each.experiment === experiment);
  // A part of a fault that cannot be done here is in no trial of it.
  const missing = trial ? '–' : renderMissing(mode, experiment);
  const figureOf = (name: string) => trial?.figures.find((figure) => figure.name === name);
  const render = (figure: Figure | undefined) => (figure ? renderFigure(figure) : missing);
  const mark =
    trial && loggedOut === firstOf(experiment) && isWrongElsewhere(trial) ? ` ${markOf(false)}` : '';
  return {
    loggedOut: `${render(figureOf(loggedOut))}${mark}`,
    lost: render(figureOf(lost)),
    agrees: trial?.agrees ?? null,
  };
}

function columnsOf(experiment: string): readonly MatrixColumn[] {
  const found = findExperiment(experiment);
  return found?.kind === 'fault' ? found.columns : [];
}

function firstOf(experiment: string): string | undefined {
  return columnsOf(experiment)[0]?.loggedOut;
}

/** Whether it disagrees in something that no cell shows: the mark then stands at the end of its first cell. */
function isWrongElsewhere({ experiment, agrees, figures }: Trial): boolean {
  const shown = columnsOf(experiment).flatMap(({ loggedOut, lost }) => [loggedOut, lost]);
  return (
    agrees === false && figures.every((figure) => figure.agrees !== false || !shown.includes(figure.name))
  );
}

/** What the figures of the matrix mean, in lines that fit a terminal. */
export function explainMatrix(document: ReportDocument, cells: readonly string[]): readonly string[] {
  const { settings } = document;
  return [
    'First: users logged out, of 12 who had logged in before (of 60 where instances come or go, of',
    '500 where Redis is killed and the mode keeps something there). Then: requests lost, of those that',
    `went on at ${settings.faultRate} a second of all modes together, which was kept below saturation. Measured`,
    `once (predicted), ${explainMarks(cells)}. A 401 of a logged-out user counts in the first alone.`,
    ...explainUndecided(cells),
    ...findFaultColumns(document).flatMap(({ note }) => note ?? []),
  ];
}

/** What a fault did besides, where it did: a line a figure, with the modes in which it is not 0. */
export function findHighlights({ settings, trials }: ReportDocument): readonly string[] {
  return settings.experiments.flatMap((experiment) => {
    const found = findExperiment(experiment);
    const names = found?.kind === 'fault' ? found.highlights : [];
    return names.flatMap((name) => {
      const where = trials
        .filter((trial) => trial.experiment === experiment)
        .flatMap(({ mode, figures }) =>
          figures.filter((each) => each.name === name && each.measured > 0).map((each) => ({ mode, each })),
        );
      if (where.length === 0) return [];
      const list = where.map(({ mode, each }) => `${mode} ${renderWithUnit(each)}`).join(', ');
      return [`${name} (${experiment}): ${list}`];
    });
  });
}
