// All runs: one at a time, the latest kept, each told to every page.
import type { ReportDocument, RunRequest, RunView } from '@scale-out-lab/core/wire';
import { describeExperiments, type LoadTestContext } from '@scale-out-lab/loadtest';
import type { Busy } from '../busy.js';
import { Problem } from '../problem.js';
import type { Stream } from '../stream/stream.js';
import { toOptions } from './options.js';
import { type Run, startRun } from './run.js';

export interface Runs {
  /** @throws Problem (409) while something goes on, and LoadtestFailure where the request is none that can be run */
  start(request: RunRequest): RunView;
  /** The latest first. */
  list(): readonly RunView[];
  /** @throws Problem (404) */
  find(id: string): RunView;
  cancel(id: string): RunView;
  /** @throws Problem (409) while it runs */
  report(id: string): ReportDocument;
  /** Cancels what runs, and resolves when that is over. */
  close(): Promise<void>;
}

export interface RunsOptions {
  readonly context: Omit<LoadTestContext, 'signal'>;
  readonly busy: Busy;
  readonly stream: Pick<Stream, 'note' | 'tell'>;
  /** What is to be put in order before a run, and after it. */
  readonly prepare: () => Promise<void>;
  readonly tidy: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const kept = 10;

export function createRuns({ context, busy, stream, ...options }: RunsOptions): Runs {
  const { prepare, tidy, onError } = options;
  let runs: readonly Run[] = [];
  let started = 0;

  function find(id: string): Run {
    const run = runs.find((each) => each.view().id === id);
    if (run) return run;
    throw new Problem('not-found', `There is no run "${id}"; the last ${kept} are kept.`);
  }
  function tellOf(run: Run): void {
    const { rows: _rows, ...others } = run.view();
    stream.note('run', others);
  }

  return {
    start(request) {
      busy.requireFree();
      const asked = toOptions(request);
      requirePossible(asked.experiments, context);
      started += 1;
      const id = `run-${started}`;
      const sentence = `${id} (${asked.experiments.join(', ')}) goes on. Wait until it is over, or cancel it first: POST /lab/runs/${id}/cancel.`;
      const release = busy.begin('run', sentence);
      const run = startRun(
        { id, options: asked, context, prepare, tidy },
        {
          onRow(row) {
            const { done, total } = run.view();
            stream.note('row', { runId: id, row, done, total });
          },
          onProgress: (progress) => stream.tell('progress', { runId: id, progress }),
          onError,
        },
      );
      runs = [run, ...runs].slice(0, kept);
      tellOf(run);
      void run.over.then(() => {
        release();
        tellOf(run);
      });
      return run.view();
    },
    list: () => runs.map((run) => run.view()),
    find: (id) => find(id).view(),
    cancel(id) {
      const run = find(id);
      run.cancel();
      return run.view();
    },
    report(id) {
      const run = find(id);
      const document = run.document();
      if (document && run.view().status !== 'running') return document;
      const { status, failure } = run.view();
      if (status === 'running')
        throw new Problem('not-over', `${id} still runs; its report is made when it is over.`);
      throw new Problem('not-found', `${id} ended before anything was measured. ${failure ?? ''}`.trim());
    },
    async close() {
      for (const run of runs) run.cancel();
      await Promise.all(runs.map(({ over }) => over));
    },
  };
}

/** @throws Problem (501) where nothing of it can be done here; what only partly can is run, and its report says so */
function requirePossible(names: readonly string[], { faults }: Pick<LoadTestContext, 'faults'>): void {
  const asked = describeExperiments(faults).filter(({ name }) => names.includes(name));
  const [first] = asked;
  if (first?.obstacle == null || asked.some(({ obstacle }) => obstacle === null)) return;
  throw new Problem('not-possible', `${first.name} cannot be run here. ${first.obstacle}`);
}
