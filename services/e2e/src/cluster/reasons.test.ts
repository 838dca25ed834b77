// What the load test says of a real cluster that is set up wrongly: which refusal, of whose credentials, by whom.

import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { exitCodes } from '@scale-out-lab/loadtest';
import { afterEach, expect, it, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

let cluster: Cluster;
afterEach(() => cluster?.stop());

/** One trial of a mode, printed for people. */
async function measure(mode: string) {
  const options = { modes: [mode], clients: ['pinned'], repeats: 1, json: false } as const;
  const { exitCode, printed } = await runLoadTest(cluster.url, options);
  return { exitCode, printed: printed.stdout };
}

it('a clock 90 s ahead: the others take its tokens for ones of the future', async () => {
  cluster = await startClusterForTest({ CLOCK_OFFSETS: '90,0,0' });
  const { exitCode, printed } = await measure('jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /^✗ jwt-shared-key, pinned, repeat 1: (\d+) lost where none should be\. Commonest refusal: \1 × invalid-claims: tokens of api-1 refused by api-2 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('one odd JWT secret: it refuses the tokens of the others, and they refuse its own', async () => {
  cluster = await startClusterForTest();
  const secret = 'an odd secret, which no other instance has';
  const faults = launcherFaults(cluster);
  await faults.replaceSecrets('api-2', 'jwt', { current: secret, accepted: [secret] });
  const { exitCode, printed } = await measure('jwt-shared-key');
  expect(exitCode).toBe(exitCodes.disagreement);
  expect(printed).toMatch(
    /× bad-signature: tokens of api-1 and api-3 refused by api-2; tokens of api-2 refused by api-1 and api-3\.$/m,
  );
  expect(printed).not.toContain('affinity');
});

it('an instance that does not end fails its restart, which is reported', async () => {
  cluster = await startClusterForTest();
  const faults = { ...launcherFaults(cluster), drain: async () => {} };
  const options = { experiments: ['rolling-restart'], modes: ['jwt-own-keys'] } as const;
  const { document } = await runLoadTest(cluster.url, options, { faults });
  expect(document.failedTrials[0]?.reason).toContain('has not come back');
});
