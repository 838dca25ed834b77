// report.md: the verdict, the failure rates, the scorecard, the faults, the method and the machine, and every trial.

import type { ExperimentName } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { questionOf } from '../experiments/index.js';
import { decisionTable } from './decide.js';
import { describeMethod, environmentTable, figuresTable, findReasons, trialsTable } from './details.js';
import { explainUndecided, type ReportTable, renderVerdict, toPlainTable } from './report-table.js';
import {
  faultsTable,
  findMeasured,
  ratesTable,
  recoveryTable,
  scorecardTable,
  speedsTable,
} from './tables.js';
import { reportTexts } from './texts/index.js';

export function renderMarkdown(document: ReportDocument): string {
  return [
    '# Load test report',
    ...renderVerdict(document, { isColored: false }).map((line) => `- ${line}`),
    ...renderSection(decisionTable(document)),
    ...renderSteady(document),
    ...renderSection(scorecardTable(document)),
    ...renderExperiments(document, findMeasured(document, 'scored')),
    ...renderSection(faultsTable(document)),
    ...renderSection(recoveryTable(document)),
    ...renderExperiments(document, findMeasured(document, 'fault')),
    ...renderSection(environmentTable(document)),
    ...renderSection(trialsTable(document)),
  ]
    .join('\n\n')
    .replaceAll(/^(- .*)\n\n(?=- )/gm, '$1\n')
    .concat('\n');
}

function renderSection(table: ReportTable | undefined): readonly string[] {
  if (!table) return [];
  const { title, note, columns, rows } = toPlainTable(table);
  return [
    `## ${title}`,
    ...(note === '' ? [] : [note]),
    renderMarkdownTable(columns, rows),
    ...(table.legend ?? []).map(([name, meaning]) => `- \`${name}\`: ${meaning}`),
    ...(table.remarks ?? []).map((remark) => `- ${remark}`),
  ];
}

function renderExperiments({ trials }: ReportDocument, names: readonly ExperimentName[]): readonly string[] {
  return names.flatMap((name) => {
    const measured = trials.filter((trial) => trial.experiment === name);
    return [...renderExperiment(name, measured), ...renderTimeline(measured)];
  });
}

/** Empty where no trial was about the failure rate. */
function renderSteady(document: ReportDocument): readonly string[] {
  const rates = ratesTable(document);
  if (!rates) return [];
  const sections = [...renderSection(rates), ...renderSection(speedsTable(document))];
  return [...sections, `## ${reportTexts.en.page.method}`, describeMethod(document).join('\n\n')];
}

// An experiment in report.md: its question, every figure of every mode, the reasons in words, and the timeline of a fault.

type Timeline = NonNullable<Trial['timeline']>;

function renderExperiment(name: ExperimentName, trials: readonly Trial[]): readonly string[] {
  const heading = [`### ${name}`, questionOf(name, 'en')];
  const table = figuresTable(name, trials);
  if (!table) return [...heading, reportTexts.en.page.unmeasurable];
  const { columns, rows } = toPlainTable(table);
  return [
    ...heading,
    renderMarkdownTable(columns, rows),
    ...explainUndecided(rows.flat(), reportTexts.en.marks),
    `${reportTexts.en.page.reasons}:`,
    findReasons(trials)
      .map(({ names, text }) => `- ${names.map((each) => `*${each}*`).join(', ')} ${text}`)
      .join('\n'),
  ];
}

function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

interface Row {
  readonly mode: string;
  readonly timeline: Timeline;
}

/** Empty for an experiment that is no fault. */
function renderTimeline(trials: readonly Trial[]): readonly string[] {
  const rows = trials.flatMap(({ mode, timeline }): Row[] => (timeline ? [{ mode, timeline }] : []));
  const [first] = rows;
  if (!first) return [];
  const events = first.timeline.events.map(
    ({ atSeconds, what }) => `${what} after ${atSeconds.toFixed(1)} s`,
  );
  return [
    `Timeline: ${events.join(', ')}. In each second, requests not answered with the user's name, of those sent:`,
    renderSeconds(rows, ({ seconds }) =>
      seconds.map(({ sent, outcomes }) => `${sent - outcomes.ok} of ${sent}`),
    ),
    'In each second, users whose latest read succeeded, of those logged in when the requests began:',
    renderSeconds(rows, ({ survival }) => survival.map(({ ok }) => String(ok))),
  ];
}

/** A row a second, a column a mode. */
function renderSeconds(rows: readonly Row[], cellsOf: (timeline: Timeline) => readonly string[]): string {
  const columns = rows.map(({ timeline }) => cellsOf(timeline));
  const length = Math.max(...columns.map((cells) => cells.length));
  const lines = Array.from({ length }, (_, second) => [
    String(second),
    ...columns.map((cells) => cells[second] ?? '–'),
  ]);
  return renderMarkdownTable(['second', ...rows.map(({ mode }) => mode)], lines);
}
