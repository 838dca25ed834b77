// What a program that measures hears while it goes on, and what it gets in the end.
import { afterEach, expect, it, vi } from 'vitest';
import { defaults, type LoadtestOptions } from '../cli/options.js';
import type { FailedTrial, ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { type LabServer, startLabServer } from '../testing/lab-server.js';
import { measureAll } from './run-load-test.js';

// Real traffic takes longer where other tests run at the same time.
vi.setConfig({ testTimeout: 60_000 });

let server: LabServer | undefined;
afterEach(() => server?.close());

const portable = ['session-redis', 'jwt-shared-key'];

/** @param stopAfter how many trials are let be over */
async function listen(
  changes: Partial<LoadtestOptions>,
  { earlier, stopAfter = Number.POSITIVE_INFINITY }: { earlier?: ReportDocument; stopAfter?: number } = {},
) {
  server = await startLabServer({});
  const options = {
    ...{ ...defaults, modes: portable, clients: ['pinned'] as const, users: 7, requests: 210, repeats: 2 },
    ...{ json: false, thresholds: [], reports: null },
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
    firstPart: earlier && { folder: 'reports/earlier', report: earlier },
  };
  const document = await measureAll(options, context, {
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

it('tells how many trials there will be, and then of each as it is over', async () => {
  const { document, planned, heard, failed, lines } = await listen({});
  expect(planned).toEqual([4]);
  expect(heard).toEqual(document.trials);
  expect(failed).toEqual([]);
  expect(document.settings.modes).toEqual(portable);
  expect(lines[0]).toBe(`Asking ${server?.url.href} who is there …`);
});

it('tells of those that could not be measured, with the reason; of a fault all modes at once', async () => {
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

it('stops when it is told to, with the trials of which it has told', async () => {
  const { document, planned, heard } = await listen({ repeats: 50 }, { stopAfter: 3 });
  expect(planned).toEqual([100]);
  expect(document.interrupted).toBe(true);
  expect(document.trials).toEqual(heard);
  expect(heard).toHaveLength(3);
});

it('tells of the trials of an earlier part too, so that their number comes to what was planned', async () => {
  const { document: earlier } = await listen({ repeats: 5 }, { stopAfter: 7 });
  const { planned, heard, document } = await listen({ repeats: 5 }, { earlier });
  expect(planned).toEqual([10]);
  expect(heard).toEqual(document.trials);
  expect(heard.slice(0, 7)).toEqual(earlier.trials);
});
