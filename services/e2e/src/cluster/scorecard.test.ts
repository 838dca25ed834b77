// The scored experiments against a real cluster: every mode does what its axes say, whatever the clocks of the instances.
import { exitCodes } from '@scale-out-lab/core';
import { type LoadtestOptions, scoredNames } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

const timeout = 120_000;

/** Runs experiments against a cluster of their own. */
async function run(env: Readonly<Record<string, string>>, changes: Partial<LoadtestOptions>) {
  const cluster = await startClusterForTest(env);
  try {
    const { exitCode, document } = await runLoadTest(cluster.url, changes);
    return { exitCode, ...document };
  } finally {
    await cluster.stop();
  }
}

it('every mode agrees with every prediction', { timeout }, async () => {
  const { exitCode, trials, failedTrials } = await run({}, { experiments: scoredNames });
  expect(failedTrials).toEqual([]);
  for (const { mode, experiment, disagreement } of trials)
    expect(disagreement, `${experiment}, ${mode}`).toBeNull();
  expect(exitCode).toBe(exitCodes.ok);
  expect(new Set(trials.map(({ experiment }) => experiment))).toEqual(new Set(scoredNames));
});

it('expiry agrees with clocks 15 s apart, by which a token lives longer or shorter', {
  timeout,
}, async () => {
  const env = { INSTANCES: '2', CLOCK_OFFSETS: '0,15' };
  const { exitCode, trials } = await run(env, { experiments: ['expiry'] });
  for (const { mode, disagreement, figures } of trials) {
    expect(disagreement, mode).toBeNull();
    const apart = figures.find(({ name }) => name === 'clocks of the instances apart');
    expect(apart?.measured).toBeCloseTo(15, 1);
  }
  expect(exitCode).toBe(exitCodes.ok);
});
