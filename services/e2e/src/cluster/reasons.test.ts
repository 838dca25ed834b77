// What the load test says of a real cluster that is set up wrongly, or in which a fault has no effect.

import { exitCodes } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import type { Faults, RedisFaults } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** Each test puts back what it changes. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest();
});
afterAll(() => cluster?.stop());

/** What is reported here does not depend on the traffic that runs meanwhile. */
const faultRate = 30;

/** One trial of a mode, printed for people. */
async function measure({ url }: Cluster, mode: string) {
  const options = { modes: [mode], clients: ['pinned'], repeats: 1, json: false } as const;
  const { exitCode, printed } = await runLoadTest(url, options);
  return { exitCode, printed: printed.stdout };
}

it('a clock 90 s ahead: the others take its tokens for ones of the future', async () => {
  const withOffset = await startClusterForTest({ CLOCK_OFFSETS: '90,0,0' });
  onTestFinished(withOffset.stop);
  const { exitCode, printed } = await measure(withOffset, 'jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /^✗ jwt-shared-key, pinned, repeat 1: (\d+) lost where none should be\. Commonest refusal: \1 × invalid-claims: tokens of api-1 refused by api-2 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('one odd JWT secret: it refuses the tokens of the others, and they refuse its own', async () => {
  const secret = 'an odd secret, which no other instance has';
  const faults = launcherFaults(cluster);
  await faults.replaceSecrets('api-2', 'jwt', { current: secret, accepted: [secret] });
  onTestFinished(() => faults.resetKeys('api-2'));
  const { exitCode, printed } = await measure(cluster, 'jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /× bad-signature: tokens of api-1 and api-3 refused by api-2; tokens of api-2 refused by api-1 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('an instance that does not end fails its restart, which is reported', async () => {
  const faults = { ...launcherFaults(cluster), drain: async () => {} };
  const options = { experiments: ['rolling-restart'], modes: ['jwt-own-keys'], faultRate } as const;
  const { document } = await runLoadTest(cluster.url, options, { faults });
  expect(document.failedTrials[0]?.reason).toContain('the cluster has not recovered after 20 s');
});

it('an append-only file that is not written is reported by a crash of Redis', async () => {
  const real = launcherFaults(cluster);
  const redis = { ...real.redis, setPersistent: async () => {} } as RedisFaults;
  const options = { experiments: ['redis-crash'], modes: ['session-redis'], faultRate } as const;
  const { exitCode, document } = await runLoadTest(cluster.url, options, {
    faults: { ...real, redis },
  });
  expect(document.trials[0]?.disagreement).toContain('users logged out, with an append-only file: 500');
  expect(exitCode).toBe(exitCodes.disagreement);
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
