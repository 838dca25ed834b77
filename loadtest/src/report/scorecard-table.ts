// The scorecard: what a stolen credential costs in each mode.
import type { ExperimentName } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import type { ScoreColumn } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import {
  type Cell,
  explainMarks,
  linesOf,
  markOf,
  type ReportTable,
  renderFigure,
  renderMissing,
  toCell,
} from './report-table.js';

interface ScoredColumn extends Omit<ScoreColumn, 'figure'> {
  readonly experiment: ExperimentName;
  /** Null: the first figure. */
  readonly figure: string | null;
}

/** The scored experiments of which there are trials. */
export function findScored({ settings, trials }: ReportDocument): readonly ExperimentName[] {
  return settings.experiments.filter(
    (name) => columnsOf(name).length > 0 && trials.some(({ experiment }) => experiment === name),
  );
}

/** A row a mode, a column a figure of the requested experiments; undefined where none has a trial. */
export function scorecardTable(document: ReportDocument): ReportTable | undefined {
  if (findScored(document).length === 0) return undefined;
  const { modes, experiments: names } = document.settings;
  const columns = names.flatMap(columnsOf);
  const rows = modes.map((mode) => ({
    mode,
    cells: columns.map((column) => findCell(document, mode, column)),
  }));
  return {
    title: 'Scorecard',
    note: ['Measured (predicted).', ...explainMarks(linesOf(rows))],
    columns: ['mode', ...columns.map(({ name }) => name)],
    rows,
    joint: ' ',
    legend: columns.map(({ name, headline }) => [name, headline]),
    remarks: [],
  };
}

function columnsOf(experiment: ExperimentName): readonly ScoredColumn[] {
  const found = experiments[experiment];
  if (found.kind !== 'scored') return [];
  const first = { experiment, name: experiment, figure: null, headline: found.headline };
  return [first, ...found.otherColumns.map((column) => ({ experiment, ...column }))];
}

function findCell(
  { trials }: ReportDocument,
  mode: string,
  { experiment, figure: name }: ScoredColumn,
): Cell {
  const trial = trials.find((each) => each.experiment === experiment && each.mode === mode);
  const figure = name === null ? trial?.figures[0] : trial?.figures.find((each) => each.name === name);
  if (!trial || !figure) return toCell([renderMissing(mode, experiment)]);
  const mark = name === null && isWrongElsewhere(trial) ? ` ${markOf(false)}` : '';
  return toCell([`${renderFigure(figure)}${mark}`], trial.agrees);
}

/** Whether it disagrees in a figure without a column: the mark then stands at the end of its first cell. */
function isWrongElsewhere({ experiment, agrees, figures: [first, ...others] }: Trial): boolean {
  const shown = columnsOf(experiment).map(({ figure }) => figure);
  const isShown = others.some((figure) => figure.agrees === false && shown.includes(figure.name));
  return agrees === false && first?.agrees !== false && !isShown;
}
