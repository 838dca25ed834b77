// One run of experiments: what has come of it so far, and its report when it is over. No connection can end it.
import type { ReportDocument, RunReport, RunRow, RunView } from '@scale-out-lab/core/wire';
import {
  exitCodeOf,
  exitCodes,
  type LoadTestContext,
  LoadtestFailure,
  type LoadtestOptions,
  type RunProgress,
  renderVerdict,
  runLoadTest,
  toTables,
} from '@scale-out-lab/loadtest';
import { toFailedRow, toRow } from './row.js';

export interface Run {
  view(): RunView;
  /** Undefined until it is over, and where it ended before there was anything to report. */
  document(): ReportDocument | undefined;
  /** Its partial report stays. */
  cancel(): void;
  /** Resolves when it is over, however it ended. */
  readonly over: Promise<void>;
}

export interface RunListener {
  onRow(row: RunRow): void;
  onProgress(progress: string): void;
  /** What nobody foresaw, for the log. */
  onError(error: unknown): void;
}

export interface RunOptions {
  readonly id: string;
  readonly options: LoadtestOptions;
  readonly context: Omit<LoadTestContext, 'signal'>;
  /** What is to be put in order first. */
  readonly prepare: () => Promise<void>;
  /** What is to be put in order afterwards, before it counts as over. Never rejects. */
  readonly tidy: () => Promise<void>;
}

export function startRun({ id, options, context, prepare, tidy }: RunOptions, listener: RunListener): Run {
  const stop = new AbortController();
  let document: ReportDocument | undefined;
  let view: RunView = {
    ...{ id, status: 'running', startedAt: new Date().toISOString(), endedAt: null },
    ...{ experiments: options.experiments, modes: options.modes, done: 0, total: null },
    ...{ progress: 'Beginning …', rows: [], exitCode: null, failure: null, report: null },
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
  const over = measure().then(async (result) => {
    await tidy();
    view = { ...view, ...result, endedAt: new Date().toISOString() };
  });

  return {
    view: () => view,
    document: () => document,
    cancel() {
      if (view.status !== 'running' || stop.signal.aborted) return;
      say('Being cancelled …');
      stop.abort();
    },
    over,
  };
}

function toReport(document: ReportDocument): RunReport {
  return { verdict: renderVerdict(document, { isColored: false }), tables: toTables(document) };
}

function describeFailure(error: unknown, { onError }: RunListener): Pick<RunView, 'exitCode' | 'failure'> {
  if (error instanceof LoadtestFailure) return { exitCode: error.exitCode, failure: error.message };
  onError(error);
  return { exitCode: exitCodes.unexpected, failure: error instanceof Error ? error.message : String(error) };
}
