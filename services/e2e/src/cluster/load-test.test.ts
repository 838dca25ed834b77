// The load test at a real cluster: its two engines agree, and it names wrong settings and those without effect.
import { exitCodes } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import type { Faults, LoadtestOptions, RedisFaults } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** Each test but the last restores its changes. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest();
});
afterAll(() => cluster?.stop());

const losing = ['session-memory', 'jwt-own-keys'];
const portable = ['session-redis', 'jwt-refresh'];

/** One trial of each mode. */
async function measureWith(engine: LoadtestOptions['engine'], modes: readonly string[], requests: number) {
  const load = { users: 31, requests, repeats: 1, clients: ['pinned'] } as const;
  const run = await runLoadTest(cluster.url, { ...load, engine, modes: [...modes], experiments: ['steady'] });
  const { settings, trials } = run.document;
  expect([run.exitCode, settings.engine]).toEqual([exitCodes.ok, engine]);
  return trials;
}

it('in steady the engines agree within their intervals, where requests are lost and where none is', async () => {
  // Where none is lost, ten requests of each user show as much as thirty.
  const measureAll = async (engine: LoadtestOptions['engine']) => [
    ...(await measureWith(engine, losing, 930)),
    ...(await measureWith(engine, portable, 310)),
  ];
  const byAutocannon = await measureAll('autocannon');
  const byUndici = await measureAll('undici');
  const named = (trials: readonly Trial[], mode: string) =>
    trials.find((trial) => trial.mode === mode) ?? expect.fail(`no trial of ${mode}`);

  for (const mode of losing) {
    const [one, other] = [named(byAutocannon, mode), named(byUndici, mode)];
    // Each is near the prediction, by the exit code (by chance it is not, once in 7,000 times); that the intervals overlap is the engines' own agreement.
    expect(one.interval[0]).toBeLessThan(other.interval[1]);
    expect(other.interval[0]).toBeLessThan(one.interval[1]);
    expect([one.requests, other.requests]).toEqual([930, 930]);
  }
  for (const mode of portable) {
    const expected = { failureRate: 0, requests: 310, logIns: 31, reasons: {} };
    expect(named(byAutocannon, mode)).toMatchObject(expected);
    expect(named(byUndici, mode)).toMatchObject(expected);
  }
});

/** This report does not depend on the traffic that runs meanwhile. */
const faultRate = 30;

/** One trial of a mode, printed for people. */
async function measure(mode: string) {
  const load = { users: 31, requests: 310, repeats: 1, clients: ['pinned'] } as const;
  const options = { ...load, modes: [mode], json: false } as const;
  const { exitCode, printed } = await runLoadTest(cluster.url, options);
  return { exitCode, printed: printed.stdout };
}

it('with a clock 90 s ahead, the other instances refuse its tokens as not valid yet', async () => {
  const faults = launcherFaults(cluster);
  await faults.setClock('api-1', 90);
  onTestFinished(() => faults.setClock('api-1', 0));
  const { exitCode, printed } = await measure('jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /^✗ jwt-shared-key, pinned, repeat 1: (\d+) lost where none should be\. Commonest refusal: \1 × invalid-claims: tokens of api-1 refused by api-2 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('with one odd JWT secret, that instance and the others refuse the tokens of each other', async () => {
  const secret = 'an odd secret, which no other instance has';
  const faults = launcherFaults(cluster);
  await faults.replaceSecrets('api-2', 'jwt', { current: secret, accepted: [secret] });
  onTestFinished(() => faults.resetKeys('api-2'));
  const { exitCode, printed } = await measure('jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /× bad-signature: tokens of api-1 and api-3 refused by api-2; tokens of api-2 refused by api-1 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('a rolling restart in which an instance does not end is reported', async () => {
  const faults = { ...launcherFaults(cluster), drain: async () => {} };
  const options = { experiments: ['rolling-restart'], modes: ['jwt-own-keys'], faultRate } as const;
  const { document } = await runLoadTest(cluster.url, options, { faults });
  expect(document.failedTrials[0]?.reason).toContain('the cluster has not recovered after 20 s');
});

it('an overlap in which the old secret is not accepted is reported by a key rotation', async () => {
  const real = launcherFaults(cluster);
  const replaceSecrets: Faults['replaceSecrets'] = (id, ring, { current }) =>
    real.replaceSecrets(id, ring, { current, accepted: [current] });
  const options = { experiments: ['key-rotation'], modes: ['jwt-shared-key'], faultRate } as const;
  const { exitCode, document } = await runLoadTest(cluster.url, options, {
    faults: { ...real, replaceSecrets },
  });
  expect(document.trials[0]?.disagreement).toContain('valid credentials refused during the overlap: 12');
  expect(exitCode).toBe(exitCodes.disagreement);
});

/** The last one, because it leaves one instance: each of the 1,000 watched users is checked on every instance. */
it('an append-only file that is not written is reported by a crash of Redis', async () => {
  await cluster.scaleTo(1);
  const real = launcherFaults(cluster);
  const redis = { ...real.redis, setPersistent: async () => {} } as RedisFaults;
  const options = { experiments: ['redis-crash'], modes: ['session-redis'], faultRate } as const;
  const { exitCode, document } = await runLoadTest(cluster.url, options, {
    faults: { ...real, redis },
  });
  expect(document.trials[0]?.disagreement).toContain('users logged out, with an append-only file: 500');
  expect(exitCode).toBe(exitCodes.disagreement);
});
