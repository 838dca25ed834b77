// A whole load test on a command line: measures, prints, writes the report, and returns the exit code.

import { exitCodes } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { renderTerminal } from '../report/terminal.js';
import { prepareReports, renderJson, writeReport } from '../report/write.js';
import { type LoadTestContext, runLoadTest } from '../runner/run-load-test.js';
import type { RunProgress } from '../runner/schedule.js';
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
  if (options.reports !== null) await prepareReports(options.reports);

  const document = await runLoadTest(options, context, progress);
  progress.clear();
  stdout.write(options.json ? renderJson(document) : renderTerminal(document, { isColored }));
  if (options.reports !== null) {
    const folder = await writeReport(options.reports, document);
    progress.say(`Report: ${folder}/report.md`);
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

// Progress on stderr: one line that is rewritten on a terminal, plain lines elsewhere.

/** A stream to write to, and whether it is a terminal. */
type Output = Pick<NodeJS.WritableStream, 'write'> & { readonly isTTY?: boolean };

export interface Progress extends RunProgress {
  /** Erases the line that is rewritten. */
  clear(): void;
}

function createProgress(stderr: Output): Progress {
  const eraseLine = '\r\u001b[K';
  const isTerminal = stderr.isTTY === true;
  const clear = () => isTerminal && stderr.write(eraseLine);
  return {
    show: (line) => stderr.write(isTerminal ? `${eraseLine}${line}` : `${line}\n`),
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    clear,
  };
}

// Turns SIGINT and SIGTERM into one AbortSignal: the first signal stops in order, a second one exits at once.

/** The terminal and npm both forward a Ctrl-C: signals within this time are one key press. */
const sameKeyPressMs = 400;

/** The first signal aborts `stop`; a second one, not the same key press, ends the process with exit code 130. */
export function stopOnSignals(
  stop: AbortController,
  signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'],
): void {
  let firstAt = 0;
  for (const signal of signals) {
    process.on(signal, () => {
      // A second Ctrl-C waits for nothing, not even the report.
      if (stop.signal.aborted && Date.now() - firstAt > sameKeyPressMs) process.exit(exitCodes.interrupted);
      firstAt ||= Date.now();
      stop.abort();
    });
  }
}
