// A whole load test: finds the instances, runs every trial, prints, writes the report, and gives an exit code.
import type { Mode } from '@scale-out-lab/modes';
import { describeEnvironment } from './environment.js';
import type { Secrets } from './experiments/experiment.js';
import { experiments } from './experiments/index.js';
import { exitCodes } from './failure.js';
import type { Faults } from './faults/faults.js';
import { groupTrials } from './groups.js';
import type { LoadtestOptions } from './options.js';
import { findPossible } from './possible.js';
import { createProgress } from './progress.js';
import { type ReportDocument, renderJson, type Settings } from './report/document.js';
import { renderTable } from './report/table.js';
import { prepareReports, writeReport } from './report/write.js';
import { type FirstPart, requireSameCount } from './resume/first-part.js';
import { runSeries } from './series.js';
import { discoverInstances } from './target/instances.js';
import { chooseModes, fetchModes } from './target/modes.js';
import { judge } from './threshold.js';

/** A stream to write to, and whether a person is watching it. */
export type Output = Pick<NodeJS.WritableStream, 'write'> & { readonly isTTY?: boolean };

export interface RunContext {
  readonly url: URL;
  /** Aborted when the run is to stop; the report then says what was measured until then. */
  readonly signal: AbortSignal;
  /** Data: the table, or with `json` the document. */
  readonly stdout: Output;
  /** Progress and remarks. */
  readonly stderr: Output;
  readonly isColored: boolean;
  /** Product to version, from whoever started the server side. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What the instances sign with, where whoever started them says so. */
  readonly secrets?: Secrets;
  /** What can be broken, and by what means. Undefined: nothing can. */
  readonly faults?: Faults | undefined;
  /** What is to be gone on with: its trials are not run again. Goes with options that are its settings. */
  readonly firstPart?: FirstPart | undefined;
}

/** Throws a LoadtestFailure, whose message is for people, when there is nothing to measure. */
export async function runLoadtest(options: LoadtestOptions, context: RunContext): Promise<number> {
  const { url, signal, stdout, stderr, isColored, versions = {}, secrets, faults, firstPart } = context;
  const progress = createProgress(stderr);
  if (options.reports !== null) await prepareReports(options.reports);

  progress.show(`Asking ${url.href} who is there …`);
  const offered = await fetchModes(url, signal);
  const modes = chooseModes(offered, options.modes);
  const { instances, server } = await discoverInstances(url, signal);
  if (firstPart) {
    requireSameCount(firstPart, instances.length);
    progress.say(`Going on with ${firstPart.folder}.`);
  }
  progress.say(`${instances.length} instances, ${modes.length} modes.`);
  const { possible, skipped } = findPossible(options.experiments, faults);
  for (const { experiment, reason } of skipped) progress.say(`${experiment}: not run here. ${reason}`);
  for (const name of possible) progress.say(`${name}: ${experiments[name].question}`);

  const { trials, failedTrials } = await runSeries(
    { ...options, experiments: possible },
    { url, modes, instances, signal, secrets, faults },
    progress,
    firstPart?.report.trials,
  );
  const document: ReportDocument = {
    schemaVersion: 1,
    interrupted: signal.aborted,
    ...(firstPart && { resumedFrom: firstPart.report.environment.date }),
    environment: describeEnvironment(url, instances, { ...(server && { balancer: server }), ...versions }),
    settings: describeSettings(options, modes),
    trials,
    failedTrials,
    ...(skipped.length > 0 && { skipped }),
    thresholds: judge(options.thresholds, groupTrials(trials)),
  };
  progress.clear();
  stdout.write(options.json ? renderJson(document) : renderTable(document, { isColored }));
  if (options.reports !== null) {
    const folder = await writeReport(options.reports, document);
    progress.say(`Report: ${folder}/report.md`);
    if (document.interrupted) progress.say(`Go on with: --resume ${folder}`);
  }
  return exitCodeOf(document);
}

function describeSettings(options: LoadtestOptions, modes: readonly Mode[]): Settings {
  const { experiments: names, clients, engine, ...others } = options;
  const { users, requests, repeats, logOuts, families, faultRate, faultRequests } = others;
  const [experiment = 'steady'] = names;
  const numbers = { engine, users, requests, repeats, logOuts, families, faultRate, faultRequests };
  return { experiment, experiments: names, modes: modes.map((mode) => mode.name), clients, ...numbers };
}

function exitCodeOf({ interrupted, trials, failedTrials, thresholds }: ReportDocument): number {
  if (interrupted) return exitCodes.interrupted;
  if (failedTrials.length > 0) return exitCodes.missing;
  const isAsExpected = trials.every((trial) => trial.agrees) && thresholds.every((verdict) => verdict.passed);
  return isAsExpected ? exitCodes.ok : exitCodes.disagreement;
}
