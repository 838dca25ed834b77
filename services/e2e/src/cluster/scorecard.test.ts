// The scored experiments against a real cluster: every mode behaves as its axes predict, whatever the clocks of the instances.
import { exitCodes } from '@scale-out-lab/core';
import { scoredNames } from '@scale-out-lab/loadtest';
import { expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

const timeout = 120_000;

/** A cluster of the test's own. */
async function startCluster(env: Readonly<Record<string, string>> = {}) {
  const cluster = await startClusterForTest({ PROVIDERS: '1', ...env });
  onTestFinished(cluster.stop);
  return cluster;
}

/** The test of forgery has that one, with the secrets of the instances too. */
const experiments = scoredNames.filter((name) => name !== 'forgery');

it('every mode agrees with every prediction', { timeout }, async () => {
  const { url } = await startCluster();
  const fewRaces = { logOuts: 60, families: 5 };
  const { exitCode, document } = await runLoadTest(url, { experiments, ...fewRaces });
  const { trials, failedTrials } = document;
  expect(failedTrials).toEqual([]);
  for (const { mode, experiment, disagreement } of trials)
    expect(disagreement, `${experiment}, ${mode}`).toBeNull();
  expect(exitCode).toBe(exitCodes.ok);
  expect(new Set(trials.map(({ experiment }) => experiment))).toEqual(new Set(experiments));
});

it('expiry agrees with clocks 7 s apart, by which a token lives longer or shorter', {
  timeout,
}, async () => {
  const offsets = [-3, 4];
  const { url, instances } = await startCluster({ INSTANCES: '2', CLOCK_OFFSETS: offsets.join() });
  for (const [index, { port }] of instances.entries()) {
    const before = Date.now();
    const answer = await fetch(`http://127.0.0.1:${port}/api/instance`);
    const { now } = (await answer.json()) as { now: string };
    const rightClock = Date.parse(now) - 1000 * (offsets[index] ?? 0);
    expect(rightClock).toBeGreaterThanOrEqual(before - 1);
    expect(rightClock).toBeLessThanOrEqual(Date.now() + 1);
  }
  const { exitCode, document } = await runLoadTest(url, { experiments: ['expiry'] });
  for (const { mode, disagreement, figures } of document.trials) {
    expect(disagreement, mode).toBeNull();
    const apart = figures.find(({ name }) => name === 'clocks of the instances apart');
    expect(apart?.measured).toBeCloseTo(7, 1);
  }
  expect(exitCode).toBe(exitCodes.ok);
});
