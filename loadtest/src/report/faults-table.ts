// The matrix of faults: users logged out and requests lost in each mode.
import type { ExperimentName } from '@scale-out-lab/core';
import type { Figure, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import type { MatrixColumn } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import {
  type Cell,
  explainMarks,
  linesOf,
  markOf,
  type ReportTable,
  renderFigure,
  renderMissing,
  renderWithUnit,
  toCell,
} from './report-table.js';

interface FaultColumn extends MatrixColumn {
  readonly experiment: ExperimentName;
}

/** The faults of which there is a trial or a failed trial. */
export function findFaults({ settings, trials, failedTrials }: ReportDocument): readonly ExperimentName[] {
  const tried = new Set([...trials, ...failedTrials].map(({ experiment }) => experiment));
  return settings.experiments.filter((name) => experiments[name].kind === 'fault' && tried.has(name));
}

/** A row a mode, a column for each part of a fault; undefined where no fault was injected. */
export function faultsTable(document: ReportDocument): ReportTable | undefined {
  const { settings } = document;
  const columns = findFaults(document).flatMap(columnsOf);
  if (columns.length === 0) return undefined;
  const rows = settings.modes.map((mode) => ({
    mode,
    cells: columns.map((column) => findCell(document, mode, column)),
  }));
  return {
    title: 'Faults',
    note: [
      'Measured once (predicted).',
      'The first figure is the number of users logged out, of 12 who had logged in before (of 60 where instances are added or removed, of 500 where Redis crashes and the mode stores something there).',
      `The second is the number of requests lost, of those sent meanwhile at ${settings.faultRate} per second for all modes together, which is below saturation.`,
      'A 401 of a logged-out user counts in the first figure only.',
      ...explainMarks(linesOf(rows)),
      ...columns.flatMap(({ note }) => note ?? []),
    ],
    columns: ['mode', ...columns.map(({ head }) => head)],
    rows,
    joint: ' / ',
    legend: [],
    remarks: findHighlights(document),
  };
}

function columnsOf(experiment: ExperimentName): readonly FaultColumn[] {
  const found = experiments[experiment];
  return found.kind === 'fault' ? found.columns.map((column) => ({ experiment, ...column })) : [];
}

function findCell({ trials }: ReportDocument, mode: string, column: FaultColumn): Cell {
  const { experiment, loggedOut, lost } = column;
  const trial = trials.find((each) => each.mode === mode && each.experiment === experiment);
  // A part of a fault that cannot be injected here is missing in its trial.
  const missing = trial ? '–' : renderMissing(mode, experiment);
  const figureOf = (name: string) => trial?.figures.find((figure) => figure.name === name);
  const render = (figure: Figure | undefined) => (figure ? renderFigure(figure) : missing);
  const isFirst = loggedOut === columnsOf(experiment)[0]?.loggedOut;
  const mark = trial && isFirst && isWrongElsewhere(trial) ? ` ${markOf(false)}` : '';
  return toCell([`${render(figureOf(loggedOut))}${mark}`, render(figureOf(lost))], trial?.agrees);
}

/** Whether it disagrees in a figure that no cell shows: the mark then stands at the end of its first cell. */
function isWrongElsewhere({ experiment, agrees, figures }: Trial): boolean {
  const shown = columnsOf(experiment).flatMap(({ loggedOut, lost }) => [loggedOut, lost]);
  return (
    agrees === false && figures.every((figure) => figure.agrees !== false || !shown.includes(figure.name))
  );
}

/** A line for each further figure of a fault, with the modes in which it is not 0. */
function findHighlights({ settings, trials }: ReportDocument): readonly string[] {
  return settings.experiments.flatMap((experiment) => {
    const found = experiments[experiment];
    const names = found.kind === 'fault' ? found.highlights : [];
    return names.flatMap((name) => {
      const list = trials
        .filter((trial) => trial.experiment === experiment)
        .flatMap(({ mode, figures }) =>
          figures
            .filter((figure) => figure.name === name && figure.measured > 0)
            .map((figure) => `${mode} ${renderWithUnit(figure)}`),
        );
      return list.length === 0 ? [] : [`${name} (${experiment}): ${list.join(', ')}`];
    });
  });
}
