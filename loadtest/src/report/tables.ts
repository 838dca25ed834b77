// The tables of a report as data, for whoever shows them: report.md, report.html and the page.
import { type Group, groupTrials } from '../groups.js';
import type { ReportDocument } from './document.js';
import { explainMatrix, findFaultCell, findFaultColumns } from './fault-cells.js';
import { renderCount, renderMs, renderRange, renderRate } from './format.js';
import { findScoredColumns, renderScore } from './score-cells.js';

/** What does not agree with its prediction has a ≠. */
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
    return group ? renderRateAndRange(group) : '–';
  };
  const modes = [...new Set(groups.map((group) => group.mode))];
  return {
    title: 'Logged-in requests lost',
    note: `Measured (predicted), median over ${repeats} trials and their range, with ${environment.instances.length} instances.`,
    columns: ['mode', ...clients],
    rows: modes.map((mode) => [mode, ...clients.map((client) => renderCell(mode, client))]),
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

/** A row a mode, a column an experiment; undefined where no scored experiment was run. */
export function scorecardTable(document: ReportDocument): ReportTable | undefined {
  const names = findScoredColumns(document);
  if (names.length === 0) return undefined;
  return {
    title: 'Scorecard',
    note: 'Measured (predicted), ≠ where they disagree, – where the mode has no such thing or it was not measured.',
    columns: ['mode', ...names],
    rows: document.settings.modes.map((mode) => [
      mode,
      ...names.map((name) => renderScore(document, mode, name)),
    ]),
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
    note: explainMatrix(document).join(' '),
    columns: ['mode', ...columns.map(({ head }) => head)],
    rows,
  };
}
