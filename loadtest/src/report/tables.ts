// The tables of a report: failure rates, speeds, the scorecard of scored experiments, and the matrix of faults.
import type { ExperimentName, Words } from '@scale-out-lab/core';
import type { ReportTable as PlainTable, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import type { Experiment, FigureColumn } from '../experiments/experiment.js';
import { experiments, questionOf } from '../experiments/index.js';
import { allAgree } from '../model/agreement.js';
import { type Group, groupTrials } from '../statistics/samples.js';
import {
  type Cell,
  explainMarks,
  markOf,
  type ReportTable,
  renderCount,
  renderFigure,
  renderMissing,
  renderMs,
  renderRange,
  renderRate,
  renderWithUnit,
  toCell,
  toPlainTable,
} from './report-table.js';
import { type ReportTexts, reportTexts } from './texts/index.js';

/** All tables as the page gets them, a text for each cell; those without a measurement are left out. */
export function toTables(
  document: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): readonly PlainTable[] {
  const tables = [
    ratesTable(document, { texts }),
    speedsTable(document, texts),
    scorecardTable(document, texts),
    faultsTable(document, { texts }),
    recoveryTable(document, texts),
  ];
  return tables.flatMap((table) => (table ? [toPlainTable(table)] : []));
}

/**
 * A row a mode, a column a client model; undefined where no trial was about the failure rate.
 * @param hasSpeeds whether a column has the speeds of one client model, for where `speedsTable` has no room
 */
export function ratesTable(
  { settings, environment, trials }: ReportDocument,
  { hasSpeeds = false, texts = reportTexts.en }: { hasSpeeds?: boolean; texts?: ReportTexts } = {},
): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const { clients, repeats, users, requests } = settings;
  const groupOf = (mode: string, client: string | undefined) =>
    groups.find((each) => each.mode === mode && each.client === client);
  const modes = [...new Set(groups.map((group) => group.mode))];
  const rows = modes.map((mode) => ({
    mode,
    cells: [
      ...clients.map((client) => toRateCell(mode, groupOf(mode, client))),
      ...(hasSpeeds ? [toSpeedCell(groups.find((group) => group.mode === mode))] : []),
    ],
  }));
  return {
    title: texts.rates.title,
    note: [
      texts.rates.note(repeats, environment.instances.length, users, requests),
      ...explainMarks(rows, texts),
      ...(hasSpeeds ? [texts.rates.speeds(clients[0] ?? '')] : []),
    ],
    columns: [texts.mode, ...clients, ...(hasSpeeds ? ['p50/p99 ok/s'] : [])],
    rows,
    legend: clients.map((client) => [client, texts.clients[client]]),
  };
}

function toRateCell(mode: string, group: Group | undefined) {
  if (!group) return toCell([renderMissing(mode, 'steady')]);
  const { failureRate, predicted, agrees } = group;
  const lines = [renderRate(failureRate.median, predicted, agrees), renderRange(failureRate)];
  return { ...toCell(lines, agrees), share: failureRate.median };
}

function toSpeedCell(group: Group | undefined) {
  const latencies = `${renderMs(group?.p50?.median)}/${renderMs(group?.p99?.median)}`;
  return toCell([latencies, renderCount(group?.goodput.median ?? 0)]);
}

/** A row for each mode and client model; undefined where no trial was about the failure rate. */
export function speedsTable(
  { trials }: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const rows = groups.map(({ mode, client, p50, p95, p99, goodput }) => {
    const latencies = [p50, p95, p99].map((each) => renderMs(each?.median));
    return { mode, cells: [client, ...latencies, renderCount(goodput.median)].map((text) => toCell([text])) };
  });
  const { title, client, meanings } = texts.speeds;
  return {
    title,
    note: [],
    columns: [texts.mode, client, 'p50 ms', 'p95 ms', 'p99 ms', 'ok/s'],
    rows,
    legend: [
      ['p50 ms', meanings.p50],
      ['p95 ms', meanings.p95],
      ['p99 ms', meanings.p99],
      ['ok/s', meanings.goodput],
    ],
  };
}

// The scorecard and the matrix of faults: a row a mode, a column for each column of an experiment.

interface ExperimentColumn extends FigureColumn {
  readonly experiment: ExperimentName;
  readonly head: Words;
}

function columnsOf(experiment: ExperimentName): readonly ExperimentColumn[] {
  const name = { en: experiment, ko: experiment };
  return experiments[experiment].columns.map((column) => ({ experiment, head: name, ...column }));
}

/** The experiments of that kind of which there are trials; a fault counts also if its trials failed. */
export function findMeasured(
  { settings, trials, failedTrials }: ReportDocument,
  kind: Experiment['kind'],
): readonly ExperimentName[] {
  const tried = kind === 'fault' ? [...trials, ...failedTrials] : trials;
  return settings.experiments.filter(
    (name) => experiments[name].kind === kind && tried.some(({ experiment }) => experiment === name),
  );
}

function toRows(document: ReportDocument, columns: readonly ExperimentColumn[]) {
  return document.settings.modes.map((mode) => ({
    mode,
    cells: columns.map((column) => findCell(document, mode, column)),
  }));
}

/** The cost of a stolen credential in each mode; undefined where no scored experiment has a trial. */
export function scorecardTable(
  document: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable | undefined {
  if (findMeasured(document, 'scored').length === 0) return undefined;
  const names = document.settings.experiments.filter((name) => experiments[name].kind === 'scored');
  const columns = names.flatMap(columnsOf);
  const rows = toRows(document, columns);
  return {
    title: texts.scorecard.title,
    note: [texts.scorecard.measured, ...explainMarks(rows, texts)],
    columns: [texts.mode, ...columns.map(({ head }) => head[texts.code])],
    rows,
    legend: columns.map((column) => [column.head[texts.code], meaningOf(column, texts)]),
  };
}

/** A heading without its own meaning has the question of its experiment. */
function meaningOf({ experiment, meaning }: ExperimentColumn, { code }: ReportTexts): string {
  return meaning?.[code] ?? questionOf(experiment, code);
}

/** Users logged out and requests lost in each mode; undefined where no fault was injected. */
export function faultsTable(
  document: ReportDocument,
  { texts = reportTexts.en, hasLegend = false }: { texts?: ReportTexts; hasLegend?: boolean } = {},
): ReportTable | undefined {
  const columns = findMeasured(document, 'fault').flatMap(columnsOf);
  if (columns.length === 0) return undefined;
  const rows = toRows(document, columns);
  return {
    title: texts.faults.title,
    note: [
      ...texts.faults.note(document.settings.faultRate),
      ...explainMarks(rows, texts),
      ...(hasLegend ? [] : columns.flatMap(({ meaning }) => meaning?.[texts.code] ?? [])),
    ],
    columns: [texts.mode, ...columns.map(({ head }) => head[texts.code])],
    rows,
    joint: ' / ',
    ...(hasLegend && {
      legend: columns.map((column) => [column.head[texts.code], meaningOf(column, texts)] as const),
    }),
    remarks: findHighlights(document, texts),
  };
}

/** The acknowledged writes that each fault lost, and its duration; undefined where no fault was injected. */
export function recoveryTable(document: ReportDocument, texts = reportTexts.en): ReportTable | undefined {
  const columns = findMeasured(document, 'fault')
    .flatMap(columnsOf)
    .flatMap(({ recovery, ...column }) => (recovery ? [{ ...column, figures: recovery }] : []));
  if (columns.length === 0) return undefined;
  const rows = toRows(document, columns);
  return {
    title: texts.recovery.title,
    note: [...texts.recovery.note, ...explainMarks(rows, texts)],
    columns: [texts.mode, ...columns.map(({ head }) => head[texts.code])],
    rows,
    joint: ' / ',
  };
}

function findCell({ trials }: ReportDocument, mode: string, column: ExperimentColumn): Cell {
  const { experiment, head, figures: names = [undefined] } = column;
  const trial = trials.find((each) => each.mode === mode && each.experiment === experiment);
  // A part of a fault that cannot be injected here is missing in its trial.
  const missing = trial ? '–' : renderMissing(mode, experiment);
  const figures = names.map((name) =>
    trial?.figures.find((each) => name === undefined || each.name === name),
  );
  const lines = figures.map((figure) => (figure ? renderFigure(figure) : missing));
  const isFirst = head.en === columnsOf(experiment)[0]?.head.en;
  const isMarked = trial !== undefined && isFirst && isWrongElsewhere(trial);
  const mark = isMarked ? ` ${markOf(false)}` : '';
  // A cell has the colour of its own figure, not of another cell of the trial.
  const agrees = isMarked ? false : allAgree(figures.map((figure) => figure?.agrees ?? null));
  return toCell([`${lines[0]}${mark}`, ...lines.slice(1)], agrees);
}

/** Whether it disagrees in a figure that no cell shows: the mark then stands at the end of its first cell. */
function isWrongElsewhere({ experiment, agrees, figures }: Trial): boolean {
  const shown = columnsOf(experiment).flatMap(({ figures: names, recovery = [] }) => [
    ...(names ?? [figures[0]?.name ?? '']),
    ...recovery,
  ]);
  return agrees === false && figures.every(({ name, agrees }) => agrees !== false || !shown.includes(name));
}

/** A line for each further figure of a fault, with the modes in which it is not 0. */
function findHighlights({ settings, trials }: ReportDocument, texts: ReportTexts): readonly string[] {
  return settings.experiments.flatMap((experiment) =>
    experiments[experiment].highlights.flatMap((name) => {
      const found = trials
        .filter((trial) => trial.experiment === experiment)
        .flatMap(({ mode, figures }) => figures.map((figure) => ({ mode, figure })))
        .filter(({ figure }) => figure.name === name && figure.measured > 0);
      const list = found.map(({ mode, figure }) => `${mode} ${renderWithUnit(figure, texts)}`);
      return list.length === 0 ? [] : [`${texts.figures.name(name)} (${experiment}): ${list.join(', ')}`];
    }),
  );
}
