// A whole load test on a command line: measures, prints, writes the report, and gives an exit code.

import { renderJson } from '../model/report.js';
import { renderTerminal } from '../report/terminal.js';
import { prepareReports, writeReport } from '../report/write.js';
import { type MeasureContext, measureAll } from '../runner/run-load-test.js';
import { exitCodeOf } from './exit-code.js';
import type { LoadtestOptions } from './options.js';
import { createProgress, type Output } from './progress.js';

export interface RunContext extends MeasureContext {
  /** Data: the table, or with `json` the document. */
  readonly stdout: Output;
  /** Progress and remarks. */
  readonly stderr: Output;
  readonly isColored: boolean;
}

/** Throws a LoadtestFailure, whose message is for people, when there is nothing to measure. */
export async function runLoadtest(options: LoadtestOptions, context: RunContext): Promise<number> {
  const { stdout, stderr, isColored } = context;
  const progress = createProgress(stderr);
  if (options.reports !== null) await prepareReports(options.reports);

  const document = await measureAll(options, context, progress);
  progress.clear();
  stdout.write(options.json ? renderJson(document) : renderTerminal(document, { isColored }));
  if (options.reports !== null) {
    const folder = await writeReport(options.reports, document);
    progress.say(`Report: ${folder}/report.md`);
    if (document.interrupted) progress.say(`Go on with: --resume ${folder}`);
  }
  return exitCodeOf(document);
}
