// A table of a report as data, which the terminal, report.md, report.html and the page draw, and the marks and numbers in it.

import { type ExperimentName, findMode } from '@scale-out-lab/core';
import type {
  Agreement,
  FailedTrial,
  Figure,
  ReportTable as PlainTable,
  ReportDocument,
  Trial,
} from '@scale-out-lab/core/wire';
import { experiments } from '../experiments/index.js';
import { type Agrees, agreementOf } from '../model/agreement.js';
import type { Spread } from '../statistics/samples.js';
import { type ReportTexts, reportTexts } from './texts/index.js';

export interface ReportTable {
  readonly title: string;
  /** How to read the table, one sentence each. */
  readonly note: readonly string[];
  /** The first is the column of the modes. */
  readonly columns: readonly string[];
  readonly rows: readonly ReportRow[];
  /** Separates the lines of a cell in outputs with one line per cell; a space by default. */
  readonly joint?: string;
  /** The counted things of a column, if the heading is not enough. */
  readonly legend?: readonly (readonly [column: string, meaning: string])[];
  /** Findings that are in no cell. */
  readonly remarks?: readonly string[];
}

export interface ReportRow {
  readonly mode: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly lines: readonly string[];
  readonly isWrong: boolean;
  /** From 0 to 1, where a bar can show it. */
  readonly share?: number;
}

export function toCell(lines: readonly string[], agrees: Agrees = null): Cell {
  return { lines: lines.filter((line) => line !== ''), isWrong: agrees === false };
}

/** For outputs with one line per cell. */
export function toPlainTable({ title, note, columns, rows, joint = ' ' }: ReportTable): PlainTable {
  const joined = rows.map(({ mode, cells }) => [mode, ...cells.map(({ lines }) => lines.join(joint))]);
  return { title, note: note.join(' '), columns, rows: joined };
}

const marks = { agrees: '', disagrees: '≠', 'not decided': '≟' } as const satisfies Record<Agreement, string>;
const notApplicable = '–';
const notMeasured = '?';

/** Stands before the prediction. */
export function markOf(agrees: Agrees): string {
  return marks[agreementOf(agrees)];
}

/** The cell of a mode without a trial: not applicable, or the trial failed, was interrupted or was not run. */
export function renderMissing(mode: string, experiment: ExperimentName): string {
  const known = findMode(mode);
  const isApplicable = !known || experiments[experiment].appliesTo(known);
  return isApplicable ? notMeasured : notApplicable;
}

/** The meaning of the marks in these rows: `≠ marks a disagreement, ? means not measured.` */
export function explainMarks(rows: readonly ReportRow[], { marks: words }: ReportTexts): readonly string[] {
  const texts = rows.flatMap(({ cells }) => cells.flatMap(({ lines }) => lines));
  const meanings = [
    `${marks.disagrees} ${words.disagrees}`,
    ...(texts.includes(notApplicable) ? [`${notApplicable} ${words.notApplicable}`] : []),
    ...(texts.some((text) => text.includes(notMeasured)) ? [`${notMeasured} ${words.notMeasured}`] : []),
  ];
  return [`${meanings.join(', ')}.`, ...explainUndecided(texts, words)];
}

export function explainUndecided(texts: readonly string[], words: ReportTexts['marks']): readonly string[] {
  const mark = marks['not decided'];
  return texts.some((text) => text.includes(mark)) ? [`${mark} ${words.undecided}`] : [];
}

export function renderPercent(rate: number): string {
  return `${(rate * 100).toFixed(1)}%`;
}

/** `66.1–67.4`, or nothing when all repeats came out the same. */
export function renderRange({ min, max }: Spread): string {
  const [low, high] = [min, max].map((rate) => (rate * 100).toFixed(1));
  return low === high ? '' : `${low}–${high}`;
}

/** `66.7% (66.7)`: measured, and in parentheses the prediction, with a mark where they disagree. */
export function renderRate(measured: number, predicted: number, agrees: Agrees): string {
  return `${renderPercent(measured)} ${markOf(agrees)}(${(predicted * 100).toFixed(1)})`;
}

export function renderMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0);
}

export function renderCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `2.4 (1.5–3)`: measured, and in parentheses the prediction, with a mark where they disagree. */
export function renderFigure({ measured, agrees, unit, predicted: [low, high] }: Figure): string {
  const [found, from, to] = [measured, low, high].map((value) => renderNumber(value, unit));
  return `${found} ${markOf(agrees)}(${from === to ? from : `${from}–${to}`})`;
}

/** `0 of 400 log-ins (0)`, for where there is room. */
export function renderWithUnit(figure: Figure, { figures }: ReportTexts): string {
  return renderFigure(figure).replace(' ', `${figures.unit(figure.unit)} `);
}

/** Seconds with a tenth, shares in per cent, counts whole. */
function renderNumber(value: number, unit: string): string {
  if (unit === 'share') return `${Number((value * 100).toFixed(1))}%`;
  if (unit === 's') return String(Number(value.toFixed(1)));
  return renderCount(value);
}

/** The result of one trial in a few words: the first figure, or the failure rate where there is none. */
export function describeResult(
  { figures: [headline], failureRate }: Trial,
  { figures: words }: ReportTexts = reportTexts.en,
): string {
  if (headline === undefined) return words.lost(renderPercent(failureRate));
  return `${words.name(headline.name)} ${renderFigure(headline)}`;
}

// The verdict in words: how many trials agree with the prediction, and each disagreement and failure.

interface VerdictStyle {
  readonly isColored: boolean;
  readonly texts?: ReportTexts;
}

export function renderVerdict(
  document: ReportDocument,
  { isColored, texts: { verdict, reasons, figures } = reportTexts.en }: VerdictStyle,
): string[] {
  const { trials, failedTrials, thresholds, interrupted, skipped = [] } = document;
  const disagreeing = trials.filter(({ agrees }) => agrees === false);
  const breaches = thresholds.filter((each) => !each.passed);
  const paint = (line: string, color: number) => (isColored ? `\u001b[${color}m${line}\u001b[0m` : line);
  const bad = (line: string) => paint(line, red);
  return [
    paint(countAgreements(trials, verdict), findColor(document)),
    ...(interrupted ? [verdict.interrupted] : []),
    ...skipped.map(
      ({ experiment, reason }) => `– ${experiment}: ${verdict.skipped} ${reasons.translate(reason)}`,
    ),
    ...disagreeing.map((trial) =>
      bad(`✗ ${identify(trial)}: ${figures.disagreement(trial.disagreement ?? '')}`),
    ),
    ...countByMode(failedTrials, verdict).map(bad),
    ...breaches.map(({ expression, mode, client, value }) =>
      bad(
        `✗ ${mode}, ${client}: ${verdict.threshold(expression, value === null ? undefined : round(value))}`,
      ),
    ),
  ];
}

const [red, green, yellow] = [31, 32, 33] as const;

/** Green if all is as predicted, yellow if something is missing. */
function findColor({ trials, failedTrials, interrupted }: ReportDocument): number {
  if (trials.some(({ agrees }) => agrees === false)) return red;
  return interrupted || failedTrials.length > 0 || trials.length === 0 ? yellow : green;
}

/** `150 of 153 trials agree with the prediction, 1 disagrees, 2 not decided.` */
export function countAgreements(trials: readonly Trial[], words: ReportTexts['verdict']): string {
  const count = (agreement: Agreement) =>
    trials.filter(({ agrees }) => agreementOf(agrees) === agreement).length;
  const [agree, disagree, undecided] = [count('agrees'), count('disagrees'), count('not decided')];
  if (trials.length === 0) return words.none;
  if (trials.length === 1) return words.single[agreementOf(trials[0]?.agrees ?? null)];
  const others = [
    ...(disagree > 0 ? [words.disagree(disagree)] : []),
    ...(undecided > 0 ? [words.undecided(undecided)] : []),
  ];
  return `${[words.agree(agree, trials.length), ...others].join(', ')}.`;
}

/** Only a trial of steady has a client model and a repeat to name. */
function identify({ mode, experiment, client, repeat, figures }: Trial): string {
  return figures.length > 0 ? `${mode}, ${experiment}` : `${mode}, ${client}, repeat ${repeat}`;
}

/** One line a mode: when a mode refuses all log-ins, its trials fail for the same reason. */
function countByMode(failed: readonly FailedTrial[], words: ReportTexts['verdict']): string[] {
  return [...new Set(failed.map((trial) => trial.mode))].map((mode) => {
    const ofMode = failed.filter((trial) => trial.mode === mode);
    return `✗ ${mode}: ${words.unmeasured(ofMode.length)} ${ofMode[0]?.reason}`;
  });
}

function round(value: number): string {
  return value >= 1000 ? renderCount(value) : String(Number(value.toPrecision(4)));
}
