// A whole load test on a command line: measures, prints, writes the report, and returns the exit code.

import { exitCodes, type Language } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { questionOf } from '../experiments/index.js';
import { countAgreements } from '../report/report-table.js';
import { renderTerminal } from '../report/terminal.js';
import { reportTexts } from '../report/texts/index.js';
import { prepareReports, renderJson, writeReport } from '../report/write.js';
import { type LoadTestContext, runLoadTest } from '../runner/run-load-test.js';
import { createProgress, type Output, type Progress } from './command.js';
import type { LoadtestOptions } from './options.js';

interface CommandContext extends LoadTestContext {
  /** Data: the tables, or the document with `json`. */
  readonly stdout: Output;
  /** Progress and remarks. */
  readonly stderr: Output;
  readonly isColored: boolean;
  /** Of a run without the option. */
  readonly language?: Language;
}

/** @throws ExitError, with a sentence for people, when there is nothing to measure */
export async function runAndReport(options: LoadtestOptions, context: CommandContext): Promise<number> {
  const { stdout, stderr, isColored } = context;
  const language = options.lang ?? context.language ?? 'en';
  const { next } = reportTexts[language];
  const style = { isColored, language, hasBars: stdout.isTTY === true };
  const progress = createProgress(stderr);
  const shown = options.quiet ? { ...progress, show: () => {} } : progressOf(progress, stderr, language);
  if (options.reports !== null) await prepareReports(options.reports);

  const document = await runLoadTest(options, context, shown);
  progress.clear();
  stdout.write(options.json ? renderJson(document) : renderTerminal(document, style));
  if (options.reports !== null) {
    const folder = await writeReport(options.reports, document, language);
    progress.say(next.report(folder));
    if (document.interrupted) progress.say(next.resume(folder));
  }
  return exitCodeOf(document);
}

/** A terminal has the question of each experiment and a line that is rewritten; elsewhere one line an experiment is enough. */
function progressOf(progress: Progress, { isTTY = false }: Output, language: Language): Progress {
  if (isTTY) {
    return { ...progress, onExperiment: (name) => progress.say(`${name}: ${questionOf(name, language)}`) };
  }
  const { verdict } = reportTexts[language];
  return {
    ...progress,
    show: () => {},
    onExperimentEnd: (name, trials, failed) =>
      progress.say(
        [
          `${name}:`,
          ...(trials.length > 0 ? [countAgreements(trials, verdict)] : []),
          ...(failed > 0 ? [verdict.unmeasured(failed)] : []),
        ].join(' '),
      ),
  };
}

/** The most serious outcome of a run. */
export function exitCodeOf({ interrupted, trials, failedTrials, thresholds }: ReportDocument): number {
  if (interrupted) return exitCodes.interrupted;
  if (failedTrials.length > 0) return exitCodes.missing;
  const isAsExpected =
    trials.every(({ agrees }) => agrees !== false) && thresholds.every((verdict) => verdict.passed);
  return isAsExpected ? exitCodes.ok : exitCodes.disagreement;
}
