// The tables of a report as data, for whoever shows them: report.md, report.html and the page.
import { type Group, groupTrials } from '../model/groups.js';
import type { ReportDocument } from '../model/report.js';
import { countOf } from '../model/words.js';
import { explainMatrix, findFaultCell, findFaultColumns } from './fault-cells.js';
import { renderCount, renderMs, renderRange, renderRate } from './format.js';
import { explainMarks, explainUndecided } from './marks.js';
import { renderMissing } from './missing.js';
import { findScoreCell, findScoredColumns } from './score-cells.js';

/** What does not agree with its prediction has a ≠; what could not disagree with it has a ≟. */
export interface ReportTable {
  readonly title: string;
  /** How to read it; empty where that is plain. */
  readonly note: string;
  /** The first is what a row is about. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Those that there is something for: failure rates, latency and goodput, the scorecard, the matrix of faults. */
export function toTables(document: ReportDocument): readonly ReportTable[] {
  return [ratesTable, speedsTable, scorecardTable, faultsTable].flatMap((toTable) => toTable(document) ?? []);
}

/** A row a mode, a column a kind of client; undefined where no trial was about the failure rate. */
export function ratesTable({ settings, environment, trials }: ReportDocument): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const { clients, repeats } = settings;
  const renderCell = (mode: string, client: string) => {
    const group = groups.find((each) => each.mode === mode && each.client === client);
    return group ? renderRateAndRange(group) : renderMissing(mode, 'steady');
  };
  const modes = [...new Set(groups.map((group) => group.mode))];
  const rows = modes.map((mode) => [mode, ...clients.map((client) => renderCell(mode, client))]);
  const instances = countOf(environment.instances.length, 'instances');
  const medians = `Measured (predicted), median over ${countOf(repeats, 'trials')} and their range, with ${instances}`;
  return {
    title: 'Logged-in requests lost',
    note: [`${medians}, ${explainMarks(rows.flat())}.`, ...explainUndecided(rows.flat())].join(' '),
    columns: ['mode', ...clients],
    rows,
  };
}

function renderRateAndRange({ failureRate, predicted, agrees }: Group): string {
  return `${renderRate(failureRate.median, predicted, agrees)} ${renderRange(failureRate)}`.trim();
}

/** A row for each mode and kind of client; undefined where no trial was about the failure rate. */
export function speedsTable({ trials }: ReportDocument): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const rows = groups.map(({ mode, client, p50, p95, p99, goodput }) => [
    mode,
    client,
    ...[p50, p95, p99].map((each) => renderMs(each?.median)),
    renderCount(goodput.median),
  ]);
  const columns = ['mode', 'client', 'p50 ms', 'p95 ms', 'p99 ms', 'ok/s'];
  return { title: 'Latency and goodput of successes', note: '', columns, rows };
}

/** A row a mode, a column a figure; undefined where no scored experiment was run. */
export function scorecardTable(document: ReportDocument): ReportTable | undefined {
  const found = findScoredColumns(document);
  if (found.length === 0) return undefined;
  const rows = document.settings.modes.map((mode) => [
    mode,
    ...found.map((column) => findScoreCell(document, mode, column).text),
  ]);
  const marks = explainMarks(rows.flat());
  return {
    title: 'Scorecard',
    note: [`Measured (predicted), ${marks}.`, ...explainUndecided(rows.flat())].join(' '),
    columns: ['mode', ...found.map(({ name }) => name)],
    rows,
  };
}

/** A row a mode, a column for each part of a fault; undefined where nothing was broken. */
export function faultsTable(document: ReportDocument): ReportTable | undefined {
  const columns = findFaultColumns(document);
  if (columns.length === 0) return undefined;
  const rows = document.settings.modes.map((mode) => {
    const cells = columns.map((column) => findFaultCell(document, mode, column));
    return [mode, ...cells.map(({ loggedOut, lost }) => `${loggedOut} / ${lost}`)];
  });
  return {
    title: 'Faults',
    note: explainMatrix(document, rows.flat()).join(' '),
    columns: ['mode', ...columns.map(({ head }) => head)],
    rows,
  };
}
