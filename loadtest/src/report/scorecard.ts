// The scorecard for a terminal 100 columns wide: a row a mode, a column an experiment, and what each column counts.
import Table from 'cli-table3';
import { type ExperimentName, headlineOf } from '../experiments/index.js';
import type { Trial } from '../trial.js';
import type { ReportDocument } from './document.js';
import { explainMarks, explainUndecided, markOf } from './marks.js';
import { renderMissing } from './missing.js';
import { renderFigure } from './result.js';
import { type Style, tableStyle } from './table-style.js';

/** Empty where no scored experiment was asked for. */
export function renderScorecard(document: ReportDocument, style: Style): readonly string[] {
  const { settings, trials } = document;
  const names = settings.experiments.filter((name) => headlineOf(name) !== null);
  if (names.length === 0) return [];
  const table = new Table({
    head: ['\nmode', ...names.map(breakName)],
    colAligns: ['left', ...names.map(() => 'right' as const)],
    ...tableStyle,
  });
  const rows = settings.modes.map((mode) => [
    mode,
    ...names.map((name) => renderCell(document, mode, name, style)),
  ]);
  table.push(...rows);
  const measured = names.filter((name) => trials.some((trial) => trial.experiment === name));
  return [
    table.toString().replaceAll(/ +$/gm, ''),
    '',
    `Measured (predicted), ${explainMarks(rows.flat())}:`,
    ...explainUndecided(rows.flat()),
    ...measured.map((name) => `${name.padEnd(longest(names) + 1)} ${headlineOf(name)}`),
  ];
}

function renderCell(
  { trials }: ReportDocument,
  mode: string,
  name: ExperimentName,
  { isColored }: Style,
): string {
  const trial = trials.find((each) => each.mode === mode && each.experiment === name);
  if (!trial) return renderMissing(mode, name);
  const cell = renderHeadline(trial);
  return isColored && trial.agrees === false ? `\u001b[1;31m${cell}\u001b[0m` : cell;
}

/** Where the first figure agrees and something else does not, the mark stands at the end. */
export function renderHeadline({ figures: [headline], agrees }: Trial): string {
  if (!headline) return '–';
  return `${renderFigure(headline)}${headline.agrees !== false && agrees === false ? ` ${markOf(agrees)}` : ''}`;
}

/** On two lines, the last part below. */
function breakName(name: string): string {
  return name.includes('-') ? name.replace('-', '-\n') : `\n${name}`;
}

function longest(names: readonly string[]): number {
  return Math.max(...names.map((name) => name.length));
}
