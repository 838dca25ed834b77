// The matrix for a terminal 100 columns wide: modes × faults, users logged out above requests lost.
import Table from 'cli-table3';
import type { ReportDocument } from '../model/report.js';
import {
  explainMatrix,
  type FaultColumn,
  findFaultCell,
  findFaultColumns,
  findHighlights,
} from './fault-cells.js';
import { type Style, tableStyle } from './table-style.js';

/** More would not fit beside the names of the modes. */
const columnsOfTable = 5;

/** Empty where nothing was broken. */
export function renderMatrix(document: ReportDocument, style: Style): readonly string[] {
  const columns = findFaultColumns(document);
  if (columns.length === 0) return [];
  const tables = splitEvenly(columns).map((part) => renderPart(document, part, style));
  return [
    tables.join('\n\n'),
    '',
    ...explainMatrix(document, findCells(document, columns)),
    ...findHighlights(document),
  ];
}

function findCells(document: ReportDocument, columns: readonly FaultColumn[]): readonly string[] {
  return document.settings.modes.flatMap((mode) =>
    columns.flatMap((column) => {
      const { loggedOut, lost } = findFaultCell(document, mode, column);
      return [loggedOut, lost];
    }),
  );
}

function renderPart(document: ReportDocument, columns: readonly FaultColumn[], { isColored }: Style): string {
  const table = new Table({
    head: ['\nmode', ...columns.map(({ head }) => breakHead(head))],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    ...tableStyle,
  });
  for (const mode of document.settings.modes) {
    const cells = columns.map((column) => {
      const { loggedOut, lost, agrees } = findFaultCell(document, mode, column);
      const cell = `${loggedOut}\n${lost}`;
      return isColored && agrees === false ? `\u001b[1;31m${cell}\u001b[0m` : cell;
    });
    table.push([mode, ...cells]);
  }
  return table.toString().replaceAll(/ +$/gm, '');
}

/** Into as few tables as there must be, of about as many columns each. */
function splitEvenly(columns: readonly FaultColumn[]): readonly (readonly FaultColumn[])[] {
  const tables = Math.ceil(columns.length / columnsOfTable);
  const each = Math.ceil(columns.length / tables);
  return Array.from({ length: tables }, (_, index) => columns.slice(index * each, (index + 1) * each));
}

/** On two lines, the last word below. */
function breakHead(head: string): string {
  const at = head.lastIndexOf(' ');
  return at < 0 ? `\n${head}` : `${head.slice(0, at)}\n${head.slice(at + 1)}`;
}
