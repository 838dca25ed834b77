// report.md: the verdict, the failure rates, the scorecard, the faults, how it was measured and on what, and every trial.

import type { ExperimentName } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { experiments } from '../experiments/index.js';
import {
  explainUndecided,
  type ReportTable,
  renderCount,
  renderPercent,
  renderVerdict,
  renderWithUnit,
  toPlainTable,
} from './report-table.js';
import { faultsTable, findMeasured, ratesTable, scorecardTable, speedsTable } from './tables.js';

export function renderMarkdown(document: ReportDocument): string {
  return [
    '# Load test report',
    ...renderVerdict(document, { isColored: false }).map((line) => `- ${line}`),
    ...renderSteady(document),
    ...renderSection(scorecardTable(document)),
    ...renderExperiments(document, findMeasured(document, 'scored')),
    ...renderSection(faultsTable(document)),
    ...renderExperiments(document, findMeasured(document, 'fault')),
    '## Where',
    renderEnvironment(document),
    ...renderEveryTrial(document),
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
  return [...sections, '## How this was measured', howMeasured(document)];
}

function renderEveryTrial({ trials }: ReportDocument): readonly string[] {
  const steady = trials.filter(({ figures }) => figures.length === 0);
  return steady.length === 0 ? [] : ['## Every trial of the failure rates', renderTrials(steady)];
}

function howMeasured({ settings, environment }: ReportDocument): string {
  return [
    `Each trial has ${settings.users} virtual users, each on a connection of its own with one request at a time (driven by ${settings.engine}), who log in and then send ${renderCount(settings.requests)} logged-in requests together. Log-ins are not counted. Repeats are interleaved between modes.`,
    `Before each logged-in request a user sends a random number of requests that need no log-in, from 0 to ${environment.instances.length - 1}, and thinks for a random moment before each, so that the instance that comes next does not depend on where the rotation stands.`,
    'A request is `ok` only if its answer names the right user. A predicted 0 means exactly 0; any other prediction must lie in the 99.9 % Wilson interval, with users as clusters, widened by half a point. In a mode whose credential is portable, users must also have been served by as many instances as chance would have it: with enough requests, by every one.',
    'A balancer may repeat a failed GET on another instance, which hides crashed instances. Latency and goodput are those of successes; refusals are fast and would flatter a broken mode.',
  ].join('\n\n');
}

function renderEnvironment({ environment, resumedFrom }: ReportDocument): string {
  const { versions, instances, ...facts } = environment;
  const resumed = resumedFrom === undefined ? {} : { 'resumed from the report of': resumedFrom };
  const rows = Object.entries({ ...facts, ...resumed, instances: instances.join(', '), ...versions });
  return renderMarkdownTable(
    ['what', 'value'],
    rows.map(([what, value]) => [what, String(value)]),
  );
}

function renderTrials(trials: readonly Trial[]): string {
  const rows = trials.map((trial) => [
    trial.mode,
    trial.client,
    String(trial.repeat),
    ...Object.values(trial.outcomes).map(renderCount),
    renderPercent(trial.failureRate),
    renderPercent(trial.predicted),
    trial.interval.map(renderPercent).join(' – '),
    `${trial.usersServedByEveryInstance} of ${trial.users}`,
    trial.agreement,
  ]);
  const outcomes = Object.keys(trials[0]?.outcomes ?? {});
  const head = [
    'mode',
    'client',
    'repeat',
    ...outcomes,
    'lost',
    'predicted',
    'interval',
    'users served by all',
    'agreement',
  ];
  return renderMarkdownTable(head, rows);
}

// An experiment in report.md: its question, every figure of every mode, the reasons in words, and the timeline of a fault.

type Timeline = NonNullable<Trial['timeline']>;

function renderExperiment(name: ExperimentName, trials: readonly Trial[]): readonly string[] {
  const heading = [`### ${name}`, experiments[name].question];
  if (trials.length === 0) return [...heading, 'It could not be measured.'];
  const figureNames = [...new Set(trials.flatMap(({ figures }) => figures.map((figure) => figure.name)))];
  const rows = trials.map(({ mode, figures }) => {
    const ofName = (figureName: string) => figures.find((figure) => figure.name === figureName);
    return [mode, ...figureNames.map(ofName).map((figure) => (figure ? renderWithUnit(figure) : '–'))];
  });
  return [
    ...heading,
    renderMarkdownTable(['mode', ...figureNames], rows),
    ...explainUndecided(rows.flat()),
    'Why this was predicted:',
    renderReasons(trials).join('\n'),
  ];
}

/** A table whose cells cannot break it. */
function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** One line for each reason, with the figures and the modes to which it applies. */
function renderReasons(trials: readonly Trial[]): readonly string[] {
  const applied = trials.flatMap(({ mode, figures }) => figures.map((figure) => ({ mode, ...figure })));
  const modesByFigure = groupBy(applied, ({ name, explanation }) => `*${name}*\n${explanation}`);
  const lines = Array.from(modesByFigure, ([key, figures]) => {
    const [name = '', reason = ''] = key.split('\n');
    const isEverywhere = figures.length === trials.length && trials.length > 1;
    const where = isEverywhere ? 'every mode' : figures.map(({ mode }) => mode).join(', ');
    return { name, text: `in ${where}: ${reason}` };
  });
  const namesByText = groupBy(lines, ({ text }) => text);
  return Array.from(namesByText, ([text, same]) => `- ${same.map(({ name }) => name).join(', ')} ${text}`);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
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
    'Users still logged in at the end of each second, of those logged in when the requests began:',
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
