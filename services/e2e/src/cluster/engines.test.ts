// The two engines of the load test at one real cluster: neither may find what the other does not.

import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { exitCodes, runLoadtest } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest();
}, 30_000);
afterAll(() => cluster?.stop());

const losing = ['session-memory', 'jwt-own-keys'];
const portable = ['session-redis', 'jwt-refresh'];
const conditions = {
  users: 31,
  requests: 1860,
  repeats: 1,
  logOuts: 1,
  families: 1,
  faultRate: 300,
  faultRequests: 1,
  thresholds: [],
};

async function measure(engine: 'autocannon' | 'undici'): Promise<readonly Trial[]> {
  const printed: string[] = [];
  const exitCode = await runLoadtest(
    {
      ...{ ...conditions, engine, modes: [...losing, ...portable] },
      ...{ experiments: ['steady'], clients: ['pinned'], json: true, reports: null },
    },
    {
      url: new URL(cluster.url),
      signal: new AbortController().signal,
      stdout: { write: (text: string | Uint8Array) => printed.push(String(text)) > 0 },
      stderr: { write: () => true },
      isColored: false,
    },
  );
  const { settings, trials } = JSON.parse(printed.join('')) as ReportDocument;
  expect([exitCode, settings.engine]).toEqual([exitCodes.ok, engine]);
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
