// A table of a report as data. The terminal, report.md, report.html and the page draw it.
import type { Agrees } from '../model/agreement.js';

export interface ReportTable {
  readonly title: string;
  /** How to read the table, one sentence each. */
  readonly note: readonly string[];
  /** The first is the column of the modes. */
  readonly columns: readonly string[];
  readonly rows: readonly ReportRow[];
  /** Separates the lines of a cell in outputs whose cells have one line. */
  readonly joint: string;
  /** What a column counts, where the heading cannot say it. */
  readonly legend: readonly (readonly [column: string, meaning: string])[];
  /** Findings that are in no cell. */
  readonly remarks: readonly string[];
}

export interface ReportRow {
  readonly mode: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly lines: readonly string[];
  readonly isWrong: boolean;
}

export function toCell(lines: readonly string[], agrees: Agrees = null): Cell {
  return { lines: lines.filter((line) => line !== ''), isWrong: agrees === false };
}

/** The mode and the cells of a row, each as one line. */
export function joinRow({ mode, cells }: ReportRow, joint: string): readonly string[] {
  return [mode, ...cells.map(({ lines }) => lines.join(joint))];
}

export function linesOf(rows: readonly ReportRow[]): readonly string[] {
  return rows.flatMap(({ cells }) => cells.flatMap(({ lines }) => lines));
}
