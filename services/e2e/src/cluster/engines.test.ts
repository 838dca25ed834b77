// The two engines of the load test at one real cluster: neither may find what the other does not.

import { exitCodes } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import type { LoadtestOptions } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest();
}, 30_000);
afterAll(() => cluster?.stop());

const losing = ['session-memory', 'jwt-own-keys'];
const portable = ['session-redis', 'jwt-refresh'];

async function measure(engine: LoadtestOptions['engine']): Promise<readonly Trial[]> {
  const load = { users: 31, requests: 1860, repeats: 1, clients: ['pinned'] } as const;
  const modes = [...losing, ...portable];
  const run = await runLoadTest(cluster.url, { ...load, engine, modes, experiments: ['steady'] });
  const { settings, trials } = run.document;
  expect([run.exitCode, settings.engine]).toEqual([exitCodes.ok, engine]);
  return trials;
}

it('in steady the engines agree within their intervals, where requests are lost and where none is', async () => {
  const byAutocannon = await measure('autocannon');
  const byUndici = await measure('undici');
  const named = (trials: readonly Trial[], mode: string) =>
    trials.find((trial) => trial.mode === mode) ?? expect.fail(`no trial of ${mode}`);

  for (const mode of losing) {
    const [one, other] = [named(byAutocannon, mode), named(byUndici, mode)];
    // Each is near the prediction, as the exit code says; that the intervals overlap is the engines' own agreement.
    expect(one.interval[0]).toBeLessThan(other.interval[1]);
    expect(other.interval[0]).toBeLessThan(one.interval[1]);
    expect([one.requests, other.requests]).toEqual([1860, 1860]);
  }
  for (const mode of portable) {
    const expected = { failureRate: 0, requests: 1860, logIns: 31, reasons: {} };
    expect(named(byAutocannon, mode)).toMatchObject(expected);
    expect(named(byUndici, mode)).toMatchObject(expected);
  }
}, 120_000);
