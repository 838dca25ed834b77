// The scorecard for a terminal 100 columns wide: a row a mode, a column a figure, and what each column counts.
import Table from 'cli-table3';
import type { ReportDocument } from '../model/report.js';
import { explainMarks, explainUndecided } from './marks.js';
import { findScoreCell, type ScoreCell, type ScoredColumn, scoredColumnsOf } from './score-cells.js';
import { type Style, tableStyle } from './table-style.js';

const widest = 100;
/** Behind each column. */
const gap = 2;

/** Empty where no scored experiment was asked for. */
export function renderScorecard(document: ReportDocument, style: Style): readonly string[] {
  const { settings, trials } = document;
  const columns = scoredColumnsOf(settings.experiments).map((column) => fill(document, column));
  if (columns.length === 0) return [];
  const texts = columns.flatMap(({ cells }) => cells.map(({ text }) => text));
  const measured = columns.filter(({ experiment }) =>
    trials.some((trial) => trial.experiment === experiment),
  );
  const longest = Math.max(...columns.map(({ name }) => name.length));
  return [
    splitToFit(columns, settings.modes)
      .map((part) => renderPart(settings.modes, part, style))
      .join('\n\n'),
    '',
    `Measured (predicted), ${explainMarks(texts)}:`,
    ...explainUndecided(texts),
    ...measured.map(({ name, headline }) => `${name.padEnd(longest + 1)} ${headline}`),
  ];
}

interface FilledColumn extends ScoredColumn {
  /** One for each mode. */
  readonly cells: readonly ScoreCell[];
}

function fill(document: ReportDocument, column: ScoredColumn): FilledColumn {
  return { ...column, cells: document.settings.modes.map((mode) => findScoreCell(document, mode, column)) };
}

function renderPart(
  modes: readonly string[],
  columns: readonly FilledColumn[],
  { isColored }: Style,
): string {
  const table = new Table({
    head: ['\nmode', ...columns.map(({ name }) => breakName(name))],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    ...tableStyle,
  });
  for (const [row, mode] of modes.entries()) {
    const cells = columns.map((column) => {
      const { text, trial } = column.cells[row] as ScoreCell;
      return isColored && trial?.agrees === false ? `\u001b[1;31m${text}\u001b[0m` : text;
    });
    table.push([mode, ...cells]);
  }
  // The first line of the heads is empty where no name is of two lines.
  return table.toString().replaceAll(/ +$/gm, '').replace(/^\n/, '');
}

/** Into as few tables as there must be, of about as many columns each. */
function splitToFit(
  columns: readonly FilledColumn[],
  modes: readonly string[],
): readonly (readonly FilledColumn[])[] {
  for (let tables = 1; ; tables += 1) {
    const each = Math.ceil(columns.length / tables);
    const parts = Array.from({ length: Math.ceil(columns.length / each) }, (_, index) =>
      columns.slice(index * each, (index + 1) * each),
    );
    if (each === 1 || parts.every((part) => widthOf(part, modes) <= widest)) return parts;
  }
}

function widthOf(columns: readonly FilledColumn[], modes: readonly string[]): number {
  const widths = columns.map(({ name, cells }) =>
    Math.max(
      ...breakName(name)
        .split('\n')
        .map((line) => line.length),
      ...cells.map(({ text }) => text.length),
    ),
  );
  const first = Math.max('mode'.length, ...modes.map((mode) => mode.length));
  return [first, ...widths].reduce((total, width) => total + width + gap, 0);
}

/** On two lines, the last word below. */
function breakName(name: string): string {
  const at = Math.max(name.lastIndexOf(' '), name.includes(' ') ? -1 : name.indexOf('-'));
  if (at < 0) return `\n${name}`;
  return name[at] === '-'
    ? `${name.slice(0, at + 1)}\n${name.slice(at + 1)}`
    : `${name.slice(0, at)}\n${name.slice(at + 1)}`;
}
