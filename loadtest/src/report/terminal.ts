// The report for a terminal 80 columns wide: the tables, and then the verdict.
import type { Language } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { type Cell, type ReportRow, type ReportTable, renderVerdict, toCell } from './report-table.js';
import { faultsTable, ratesTable, recoveryTable, scorecardTable } from './tables.js';
import { reportTexts } from './texts/index.js';
import { drawBar, padLeft, padRight, widest, widthOf, wrap } from './wrap.js';

interface Style {
  readonly isColored: boolean;
  /** Below each share, a bar of that length. */
  readonly hasBars?: boolean;
  readonly language?: Language;
}

/** Between two columns. */
const gap = '  ';

export function renderTerminal(document: ReportDocument, style: Style): string {
  const texts = reportTexts[style.language ?? 'en'];
  const tables = [
    ratesTable(document, { hasSpeeds: true, texts }),
    scorecardTable(document, texts),
    faultsTable(document, { texts }),
    recoveryTable(document, texts),
  ];
  const sections = tables.flatMap((table) => (table ? [renderTable(table, style)] : []));
  return `${[...sections, renderVerdict(document, { ...style, texts }).join('\n')].join('\n\n\n')}\n`;
}

export function renderTable(
  { title, note, columns, rows, legend = [], remarks = [] }: ReportTable,
  style: Style,
): string {
  const [modes = 'mode', ...others] = columns;
  const longest = Math.max(0, ...legend.map(([name]) => widthOf(name)));
  return [
    title,
    '',
    splitToFit(modes, others, rows)
      .map((part) => draw(part, style))
      .join('\n\n'),
    '',
    ...note.map((sentence) => wrap(sentence)),
    ...legend.map(([name, meaning]) =>
      wrap(`${padRight(name, longest)}${gap}${meaning}`, longest + gap.length),
    ),
    ...remarks.map((remark) => wrap(remark, gap.length)),
  ].join('\n');
}

/** The heading and the cells of one column, as lines of text. */
interface Column {
  readonly heading: readonly string[];
  readonly cells: readonly Cell[];
  readonly align: 'left' | 'right';
}

/** The smallest number of parts that fit the terminal, each with the modes and about as many columns as the others. */
function splitToFit(
  modes: string,
  names: readonly string[],
  rows: readonly ReportRow[],
): readonly (readonly Column[])[] {
  const first: Column = {
    heading: ['', modes],
    cells: rows.map(({ mode }) => toCell([mode])),
    align: 'left',
  };
  const columns = names.map((name, index): Column => {
    const cells = rows.flatMap((row) => row.cells[index] ?? []);
    return { heading: breakHeading(name), cells, align: 'right' };
  });
  for (let count = 1; ; count += 1) {
    const size = Math.ceil(columns.length / count);
    const parts = Array.from({ length: Math.ceil(columns.length / size) }, (_, index) => [
      first,
      ...columns.slice(index * size, (index + 1) * size),
    ]);
    if (size === 1 || parts.every((part) => widthOfAll(part) <= widest)) return parts;
  }
}

function widthOfAll(columns: readonly Column[]): number {
  return columns.reduce((total, column) => total + widthOfColumn(column) + gap.length, -gap.length);
}

function widthOfColumn({ heading, cells }: Column): number {
  return Math.max(...[...heading, ...cells.flatMap((cell) => cell.lines)].map(widthOf));
}

/** Two lines: the last word, or the part behind the first hyphen, is on the second. */
function breakHeading(name: string): readonly string[] {
  const space = name.lastIndexOf(' ');
  if (space >= 0) return [name.slice(0, space), name.slice(space + 1)];
  const hyphen = name.indexOf('-');
  return [name.slice(0, hyphen + 1), name.slice(hyphen + 1)];
}

function draw(columns: readonly Column[], { isColored, hasBars = false }: Style): string {
  const toLine = (textOf: (column: Column) => string | undefined, row?: number) =>
    columns
      .map((column) => {
        const text = pad(column, textOf(column) ?? '');
        const isWrong = row !== undefined && column.cells[row]?.isWrong;
        return isColored && isWrong ? `\u001b[1;31m${text}\u001b[0m` : text;
      })
      .join(gap)
      .trimEnd();
  const headings = [0, 1].map((line) => toLine(({ heading }) => heading[line]));
  const rows = (columns[0]?.cells ?? []).flatMap((_, row) => {
    const height = Math.max(...columns.map(({ cells }) => cells[row]?.lines.length ?? 0));
    const lines = Array.from({ length: height }, (_line, line) =>
      toLine(({ cells }) => cells[row]?.lines[line], row),
    );
    const bars = hasBars ? toLine((column) => barOf(column, row)) : '';
    return bars === '' ? lines : [...lines, bars];
  });
  const rule = '─'.repeat(widthOfAll(columns));
  return [...headings.filter((line) => line !== ''), rule, ...rows].join('\n');
}

/** As long as the column for a share of 1. */
function barOf(column: Column, row: number): string {
  const width = widthOfColumn(column);
  return padRight(drawBar(column.cells[row]?.share ?? 0, width), width);
}

function pad(column: Column, text: string): string {
  const width = widthOfColumn(column);
  return column.align === 'left' ? padRight(text, width) : padLeft(text, width);
}
