// The scored experiments against a real cluster: every mode does what its axes say, whatever the clocks of the instances.

import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { defaults, exitCodes, type LoadtestOptions, runLoadtest, scoredNames } from '@scale-out-lab/loadtest';
import { afterEach, expect, it, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

let cluster: Cluster | undefined;
afterEach(() => cluster?.stop());

interface Trial {
  readonly mode: string;
  readonly experiment: string;
  readonly disagreement: string | null;
  readonly figures: readonly { readonly name: string; readonly measured: number }[];
}

async function run(env: Readonly<Record<string, string>>, changes: Partial<LoadtestOptions>) {
  cluster = await startClusterForTest(env);
  const options = { ...defaults, modes: [], clients: [], json: true, thresholds: [], reports: null };
  const written: string[] = [];
  const output = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const exitCode = await runLoadtest(
    { ...options, ...changes },
    {
      ...{ url: new URL(cluster.url), signal: new AbortController().signal, isColored: false },
      ...{ stdout: output, stderr: { write: () => true } },
    },
  );
  const { trials, failedTrials } = JSON.parse(written.join('')) as {
    trials: Trial[];
    failedTrials: unknown[];
  };
  return { exitCode, trials, failedTrials };
}

it('agrees with every prediction, for every mode', async () => {
  const { exitCode, trials, failedTrials } = await run({}, { experiments: scoredNames });
  expect(failedTrials).toEqual([]);
  for (const { mode, experiment, disagreement } of trials)
    expect(disagreement, `${experiment}, ${mode}`).toBeNull();
  expect(exitCode).toBe(exitCodes.ok);
  expect(new Set(trials.map(({ experiment }) => experiment))).toEqual(new Set(scoredNames));
});

it('agrees with clocks half a minute apart, by which a token lives longer or shorter', async () => {
  const env = { INSTANCES: '2', CLOCK_OFFSETS: '0,30' };
  const { exitCode, trials } = await run(env, { experiments: ['expiry'] });
  for (const { mode, disagreement, figures } of trials) {
    expect(disagreement, mode).toBeNull();
    const apart = figures.find(({ name }) => name === 'clocks of the instances apart');
    expect(apart?.measured).toBeCloseTo(30, 1);
  }
  expect(exitCode).toBe(exitCodes.ok);
});
