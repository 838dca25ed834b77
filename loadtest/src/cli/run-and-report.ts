// A whole load test on a command line: measures, prints, writes the report, and returns the exit code.

import { exitCodes } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { renderTerminal } from '../report/terminal.js';
import { prepareReports, renderJson, writeReport } from '../report/write.js';
import { type LoadTestContext, runLoadTest } from '../runner/run-load-test.js';
import { createProgress, type Output } from './command.js';
import type { LoadtestOptions } from './options.js';

interface CommandContext extends LoadTestContext {
  /** Data: the tables, or the document with `json`. */
  readonly stdout: Output;
  /** Progress and remarks. */
  readonly stderr: Output;
  readonly isColored: boolean;
}

/** @throws ExitError, with a sentence for people, when there is nothing to measure */
export async function runAndReport(options: LoadtestOptions, context: CommandContext): Promise<number> {
  const { stdout, stderr, isColored } = context;
  const progress = createProgress(stderr);
  const shown = options.quiet ? { ...progress, show: () => {} } : progress;
  if (options.reports !== null) await prepareReports(options.reports);

  const document = await runLoadTest(options, context, shown);
  progress.clear();
  stdout.write(options.json ? renderJson(document) : renderTerminal(document, { isColored }));
  if (options.reports !== null) {
    const folder = await writeReport(options.reports, document);
    progress.say(`Report: ${folder}/report.html (open it with: npm run report -- ${folder} --open)`);
    if (document.interrupted) progress.say(`Resume with: --resume ${folder}`);
  }
  return exitCodeOf(document);
}

/** The most serious outcome of a run. */
export function exitCodeOf({ interrupted, trials, failedTrials, thresholds }: ReportDocument): number {
  if (interrupted) return exitCodes.interrupted;
  if (failedTrials.length > 0) return exitCodes.missing;
  const isAsExpected =
    trials.every(({ agrees }) => agrees !== false) && thresholds.every((verdict) => verdict.passed);
  return isAsExpected ? exitCodes.ok : exitCodes.disagreement;
}
