// The tables of a report as the page gets them: a text for each cell.
import type { ReportTable as PlainTable, ReportDocument } from '@scale-out-lab/core/wire';
import { faultsTable } from './faults-table.js';
import { ratesTable, speedsTable } from './rates-table.js';
import { joinRow, type ReportTable } from './report-table.js';
import { scorecardTable } from './scorecard-table.js';

/** Failure rates, speeds, scorecard and faults; those without a measurement are left out. */
export function toTables(document: ReportDocument): readonly PlainTable[] {
  return [
    ratesTable(document),
    speedsTable(document),
    scorecardTable(document),
    faultsTable(document),
  ].flatMap((table) => (table ? [toPlainTable(table)] : []));
}

export function toPlainTable({ title, note, columns, rows, joint }: ReportTable): PlainTable {
  return { title, note: note.join(' '), columns, rows: rows.map((row) => joinRow(row, joint)) };
}
