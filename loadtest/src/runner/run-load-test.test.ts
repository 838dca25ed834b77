// The progress that a program gets while a load test runs, and the report that it gets in the end.

import { experimentNames } from '@scale-out-lab/core';
import type { FailedTrial, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { afterEach, expect, it } from 'vitest';
import { defaults, type LoadtestOptions } from '../cli/options.js';
import type { Faults } from '../experiments/faults/harness/control-ports.js';
import { faultNames, scoredNames } from '../experiments/index.js';
import { expectNear } from '../testing/expect-near.js';
import { type LabOptions, type LabServer, startLabServer } from '../testing/lab-server.js';
import { runLoadTest, splitRunnable } from './run-load-test.js';

let server: LabServer | undefined;
afterEach(() => server?.close());

const portable = ['session-redis', 'jwt-shared-key'];

interface Situation extends LabOptions {
  readonly earlier?: ReportDocument;
  /** The number of finished trials that aborts the run. */
  readonly stopAfter?: number;
  readonly faults?: Faults;
}

async function listen(
  changes: Partial<LoadtestOptions>,
  { earlier, stopAfter = Number.POSITIVE_INFINITY, faults, ...lab }: Situation = {},
) {
  server = await startLabServer(lab);
  const options = {
    ...defaults,
    modes: portable,
    clients: ['pinned'] as const,
    users: 7,
    requests: 210,
    repeats: 2,
    ...changes,
  };
  const stop = new AbortController();
  const planned: number[] = [];
  const heard: Trial[] = [];
  const failed: FailedTrial[] = [];
  const lines: string[] = [];
  const context = {
    url: server.url,
    signal: stop.signal,
    faults,
    previousRun: earlier && { folder: 'reports/earlier', report: earlier },
  };
  const document = await runLoadTest(options, context, {
    show: (line) => lines.push(line),
    say: (line) => lines.push(line),
    onPlanned: (total) => planned.push(total),
    onTrial(trial) {
      heard.push(trial);
      if (heard.length === stopAfter) stop.abort();
    },
    onFailedTrial: (trial) => failed.push(trial),
  });
  await server.close();
  return { document, planned, heard, failed, lines };
}

it('progress has the number of trials first, and then each finished trial', async () => {
  const { document, planned, heard, failed, lines } = await listen({});
  expect(planned).toEqual([4]);
  expect(heard).toEqual(document.trials);
  expect(failed).toEqual([]);
  expect(document.settings.modes).toEqual(portable);
  expect(lines[0]).toBe(`Discovering instances at ${server?.url.href} …`);
});

const instancesOnly = { redis: undefined, scaleTo: undefined } as Faults;

const atControlPorts = (...ids: string[]) => {
  const url = new URL('http://127.0.0.1:1');
  return { ...instancesOnly, instances: async () => new Map(ids.map((id) => [id, url])) };
};

it('a run waits for an instance that runs and gets no request yet, and predicts for all', async () => {
  const faults = atControlPorts('test-1', 'test-2', 'test-3');
  // Six standard deviations of 700 requests are as wide as the interval of 99.9 % of 210.
  const wanted = { modes: ['jwt-own-keys'], requests: 700 };
  const { document, lines } = await listen(wanted, { faults, excludesLastFor: 40 });
  expect(lines).toContain('Waiting until the balancer sends requests to test-3 …');
  expect(document.environment.instances).toEqual(['test-1', 'test-2', 'test-3']);
  expect(document.trials).toHaveLength(2);
  for (const trial of document.trials) {
    const outcomes = { wrongUser: 0, unavailable: 0, error: 0 };
    expect(trial).toMatchObject({ instances: 3, requests: 700, predicted: expect.closeTo(2 / 3), outcomes });
    expectNear(trial, 2 / 3);
    expect(trial.disagreement ?? '').not.toContain('The run began without');
  }
});

it('a run fails if an instance runs and never gets a request', async () => {
  const faults = atControlPorts('test-1', 'test-2', 'test-3', 'test-4');
  await expect(listen({}, { faults })).rejects.toThrow(/sends no request to test-4, which answers/);
});

it('progress has each failed trial with its reason, and those of a fault for all modes at once', async () => {
  const { document, planned, heard, failed } = await listen({
    experiments: ['steady', 'crash'],
    modes: ['session-sticky', 'jwt-shared-key'],
    repeats: 1,
  });
  const { failed: ofFault } = await listen({ experiments: ['crash'] });
  expect(planned).toEqual([2]);
  expect(heard.map(({ mode }) => mode)).toEqual(['jwt-shared-key']);
  expect(failed).toEqual(document.failedTrials);
  expect(failed).toMatchObject([{ mode: 'session-sticky', reason: expect.stringContaining('404') }]);
  expect(document.skipped).toMatchObject([{ experiment: 'crash' }]);
  expect(ofFault.map(({ experiment, mode }) => `${experiment} ${mode}`)).toEqual(
    portable.map((mode) => `crash ${mode}`),
  );
});

it('an aborted run ends with the trials that its progress had', async () => {
  const { document, planned, heard } = await listen({ repeats: 50 }, { stopAfter: 3 });
  expect(planned).toEqual([100]);
  expect(document.interrupted).toBe(true);
  expect(document.trials).toEqual(heard);
  expect(heard).toHaveLength(3);
});

it('progress of a resumed run has the earlier trials too, so that the total is reached', async () => {
  const { document: earlier } = await listen({ repeats: 5 }, { stopAfter: 7 });
  const { planned, heard, document } = await listen({ repeats: 5 }, { earlier });
  expect(planned).toEqual([10]);
  expect(heard).toEqual(document.trials);
  expect(heard.slice(0, 7)).toEqual(earlier.trials);
});

it('without control ports every fault is skipped, and the reason names --control', () => {
  const { runnable, skipped } = splitRunnable(experimentNames, undefined);
  expect(runnable).toEqual(['steady', ...scoredNames]);
  expect(skipped.map(({ experiment }) => experiment)).toEqual(faultNames);
  for (const { experiment, reason } of skipped) {
    expect(reason).toContain(/^machine|update/.test(experiment) ? 'npm run swarm' : '--control');
  }
});

it('with control ports alone, the faults of Redis and of scaling are skipped', () => {
  const { runnable, skipped } = splitRunnable(faultNames, instancesOnly);
  expect(runnable).toEqual(['crash', 'rolling-restart', 'instance-stall', 'key-rotation']);
  expect(skipped.map(({ experiment }) => experiment)).toEqual(
    faultNames.filter((name) => !runnable.includes(name)),
  );
  expect(skipped[0]?.reason).toContain('--redis');
});

it('with one instance, the faults in which the balancer needs another one are skipped', () => {
  const { skipped } = splitRunnable(['steady', 'crash', 'rolling-restart'], instancesOnly, undefined, 1);
  expect(skipped.map(({ experiment }) => experiment)).toEqual(['crash', 'rolling-restart']);
  expect(skipped[0]?.reason).toContain('set INSTANCES to 2 or more');
});

it('an experiment that was requested alone is not skipped, so that the run fails', () => {
  expect(splitRunnable(['scale-out'], instancesOnly)).toEqual({ runnable: ['scale-out'], skipped: [] });
});

it('a run whose experiments are all for other modes is refused', async () => {
  const run = listen({ modes: ['jwt-shared-key'], experiments: ['refresh-race', 'sign-in'] });
  await expect(run).rejects.toMatchObject({
    message:
      'Nothing to measure: no chosen mode (jwt-shared-key) has refresh-race or sign-in; choose others.',
    exitCode: 2,
  });
});
