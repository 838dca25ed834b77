// The runs: one at a time, the latest kept, each published to every page.
import { type Client, catalogue, clients, usageError } from '@scale-out-lab/core';
import type { ReportDocument, RunRequest, RunView } from '@scale-out-lab/core/wire';
import {
  chooseModes,
  completeOptions,
  describeExperiments,
  type LoadTestContext,
  type LoadtestOptions,
  parseExperiments,
} from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import type { Stream } from '../stream/stream.js';
import { type Run, startRun } from './run.js';

export type Runs = ReturnType<typeof createRuns>;

interface RunsOptions {
  readonly context: Omit<LoadTestContext, 'signal'>;
  readonly lock: OperationLock;
  readonly stream: Pick<Stream, 'publish' | 'publishDurable'>;
  /** Before the first trial of a run, and after its last. */
  readonly prepare: () => Promise<void>;
  readonly cleanUp: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const historyLimit = 10;

export function createRuns({ context, lock, stream, ...options }: RunsOptions) {
  const { prepare, cleanUp, onError } = options;
  let runs: readonly Run[] = [];
  let started = 0;

  function find(id: string): Run {
    const run = runs.find((each) => each.view().id === id);
    if (run) return run;
    throw new Problem('not-found', `There is no run "${id}"; the last ${historyLimit} are kept.`);
  }
  function publishHead(run: Run): void {
    const { rows: _rows, ...others } = run.view();
    stream.publishDurable('run', others);
  }

  return {
    /** @throws Problem (409) during another operation, ExitError for a request that cannot run */
    start(request: RunRequest): RunView {
      lock.requireFree();
      const asked = toOptions(request);
      requirePossible(asked.experiments, context);
      started += 1;
      const id = `run-${started}`;
      const sentence = `${id} (${asked.experiments.join(', ')}) is running. Wait for it or cancel it: POST /lab/runs/${id}/cancel.`;
      const release = lock.acquire('run', sentence);
      const run = startRun(
        { id, options: asked, context, prepare, cleanUp },
        {
          onRow(row) {
            const { done, total } = run.view();
            stream.publishDurable('row', { runId: id, row, done, total });
          },
          onProgress: (progress) => stream.publish('progress', { runId: id, progress }),
          onError,
        },
      );
      runs = [run, ...runs].slice(0, historyLimit);
      publishHead(run);
      void run.ended.then(() => {
        release();
        publishHead(run);
      });
      return run.view();
    },
    /** Newest first. */
    list: (): readonly RunView[] => runs.map((run) => run.view()),
    /** @throws Problem (404) */
    find: (id: string): RunView => find(id).view(),
    cancel(id: string): RunView {
      const run = find(id);
      run.cancel();
      return run.view();
    },
    /** @throws Problem (409) while it runs */
    report(id: string): ReportDocument {
      const run = find(id);
      const document = run.document();
      if (document && run.view().status !== 'running') return document;
      const { status, failure } = run.view();
      if (status === 'running')
        throw new Problem('not-over', `${id} is still running; its report is written at the end.`);
      throw new Problem('not-found', `${id} ended before anything was measured. ${failure ?? ''}`.trim());
    },
    /** Cancels the current run, and resolves at its end. */
    async close(): Promise<void> {
      for (const run of runs) run.cancel();
      await Promise.all(runs.map(({ ended }) => ended));
    },
  };
}

/** @throws Problem (501) if no experiment of the run is possible here; the report lists those that are skipped */
function requirePossible(names: readonly string[], { faults }: Pick<LoadTestContext, 'faults'>): void {
  const asked = describeExperiments(faults).filter(({ name }) => names.includes(name));
  const [first] = asked;
  if (first?.obstacle == null || asked.some(({ obstacle }) => obstacle === null)) return;
  throw new Problem('not-possible', `${first.name} cannot be run here. ${first.obstacle}`);
}

/**
 * The options of a load test. A field that is left out has the default of the command line.
 * @throws ExitError (wrong usage) that names the accepted values
 */
function toOptions({
  experiments,
  modes = [],
  clients: models = [],
  ...numbers
}: RunRequest): LoadtestOptions {
  return completeOptions({
    ...numbers,
    modes: chooseModes(catalogue, modes).map(({ name }) => name),
    experiments: experiments.flatMap(parseExperiments),
    ...(models.length > 0 && { clients: models.flatMap(parseClients) }),
    // The map cannot show the requests of autocannon.
    engine: 'undici',
    reports: null,
  });
}

function parseClients(name: string): readonly Client[] {
  const found = name === 'all' ? clients : clients.filter((client) => client === name);
  if (found.length > 0) return found;
  const sentence = `There is no kind of client "${name}"; expected ${clients.join(', ')} or all.`;
  throw usageError(sentence);
}
