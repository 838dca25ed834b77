// One run of experiments: its rows so far, and its report at the end. It outlives every connection.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import type {
  FailedTrial,
  ReportDocument,
  RunReport,
  RunRow,
  RunView,
  Trial,
} from '@scale-out-lab/core/wire';
import {
  describeResult,
  exitCodeOf,
  type LoadTestContext,
  type LoadtestOptions,
  type ReportTexts,
  type RunProgress,
  renderVerdict,
  reportTexts,
  runLoadTest,
  toTables,
} from '@scale-out-lab/loadtest';

export type Run = ReturnType<typeof startRun>;

interface RunListener {
  onRow(row: RunRow): void;
  onProgress(progress: string): void;
  /** An unexpected error, for the log. */
  onError(error: unknown): void;
}

interface RunOptions {
  readonly id: string;
  readonly options: LoadtestOptions;
  readonly context: Omit<LoadTestContext, 'signal'>;
  /** Runs before the first trial. */
  readonly prepare: () => Promise<void>;
  /** Runs after the last trial, before the run counts as ended. Never rejects. */
  readonly cleanUp: () => Promise<void>;
}

export function startRun({ id, options, context, prepare, cleanUp }: RunOptions, listener: RunListener) {
  const stop = new AbortController();
  let document: ReportDocument | undefined;
  let view: RunView = {
    id,
    status: 'running',
    startedAt: new Date().toISOString(),
    endedAt: null,
    experiments: options.experiments,
    modes: options.modes,
    done: 0,
    total: null,
    progress: 'Starting …',
    rows: [],
    exitCode: null,
    failure: null,
    report: null,
  };

  function say(progress: string): void {
    view = { ...view, progress };
    listener.onProgress(progress);
  }
  function addRow(row: RunRow): void {
    view = { ...view, done: view.done + 1, rows: [...view.rows, row] };
    listener.onRow(row);
  }
  const progress: RunProgress = {
    show: say,
    say,
    onPlanned(total) {
      view = { ...view, total };
    },
    onTrial: (trial) => addRow(toRow(view.rows.length + 1, trial)),
    onFailedTrial: (failed) => addRow(toFailedRow(view.rows.length + 1, failed)),
  };

  async function measure(): Promise<Partial<RunView>> {
    try {
      await prepare();
      document = await runLoadTest(options, { ...context, signal: stop.signal }, progress);
      const status = document.interrupted ? 'cancelled' : 'finished';
      return { status, exitCode: exitCodeOf(document), report: toReport(document), progress: '' };
    } catch (error) {
      if (stop.signal.aborted) return { status: 'cancelled', exitCode: exitCodes.interrupted, progress: '' };
      return { status: 'failed', progress: '', ...describeFailure(error, listener) };
    }
  }
  const ended = measure().then(async (result) => {
    await cleanUp();
    view = { ...view, ...result, endedAt: new Date().toISOString() };
  });

  return {
    view: () => view,
    /** Undefined until the end, and if the run ended before its first trial. */
    document: () => document,
    /** Resolves at the end, with success or without. */
    ended,
    /** Keeps the partial report. */
    cancel(): void {
      if (view.status !== 'running' || stop.signal.aborted) return;
      say('Cancelling …');
      stop.abort();
    },
  };
}

function toReport(document: ReportDocument): RunReport {
  const inLanguage = (texts: ReportTexts) => ({
    verdict: renderVerdict(document, { isColored: false, texts }),
    tables: toTables(document, texts),
  });
  return { ...inLanguage(reportTexts.en), korean: inLanguage(reportTexts.ko) };
}

function describeFailure(error: unknown, { onError }: RunListener): Pick<RunView, 'exitCode' | 'failure'> {
  if (error instanceof ExitError) return { exitCode: error.exitCode, failure: error.message };
  onError(error);
  return { exitCode: exitCodes.unexpected, failure: error instanceof Error ? error.message : String(error) };
}

const whichOf = ({ experiment, mode, client, repeat }: Trial | FailedTrial) => ({
  experiment,
  mode,
  client,
  repeat,
});

function toRow(number: number, trial: Trial): RunRow {
  const { failureRate, predicted, agrees, disagreement } = trial;
  return {
    number,
    ...whichOf(trial),
    ...{ failureRate, predicted, agrees, disagreement },
    result: describeResult(trial),
    resultKorean: describeResult(trial, reportTexts.ko),
    disagreementKorean: disagreement && reportTexts.ko.figures.disagreement(disagreement),
  };
}

/** Nothing was measured: the rates are 0, and the reason takes the place of the disagreement. */
function toFailedRow(number: number, failed: FailedTrial): RunRow {
  return {
    number,
    ...whichOf(failed),
    ...{ failureRate: 0, predicted: 0, agrees: null },
    result: 'not measured',
    resultKorean: '측정하지 못함',
    disagreement: failed.reason,
    disagreementKorean: failed.reason,
  };
}
