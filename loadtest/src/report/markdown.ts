// report.md: the verdict, the failure rates, the scorecard, the faults, how it was measured and on what, and every trial.

import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { renderCount, renderPercent } from './format.js';
import { renderFaults } from './markdown-faults.js';
import { renderExperiments } from './markdown-scorecard.js';
import { renderMarkdownSection, renderMarkdownTable } from './markdown-table.js';
import { ratesTable, speedsTable } from './tables.js';
import { renderVerdict } from './verdict.js';

export function renderMarkdown(document: ReportDocument): string {
  return [
    '# Load test report',
    ...renderVerdict(document, { isColored: false }).map((line) => `- ${line}`),
    ...renderSteady(document),
    ...renderExperiments(document),
    ...renderFaults(document),
    '## Where',
    renderEnvironment(document),
    ...renderEveryTrial(document),
  ]
    .join('\n\n')
    .replaceAll(/^(- .*)\n\n(?=- )/gm, '$1\n')
    .concat('\n');
}

/** Empty where no trial was about the failure rate. */
function renderSteady(document: ReportDocument): readonly string[] {
  const tables = [ratesTable(document), speedsTable(document)].filter((table) => table !== undefined);
  if (tables.length === 0) return [];
  return [...tables.flatMap(renderMarkdownSection), '## How this was measured', howMeasured(document)];
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
