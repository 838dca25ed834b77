// What the load test says of a real cluster that is set up wrongly: which refusal, of whose credentials, by whom.

import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { defaults, exitCodes, runLoadtest } from '@scale-out-lab/loadtest';
import { afterEach, expect, it, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

let cluster: Cluster | undefined;
afterEach(() => cluster?.stop());

/** What is printed of one trial of a mode. */
async function measure(mode: string) {
  if (!cluster) return expect.fail('no cluster');
  const written: string[] = [];
  const output = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const exitCode = await runLoadtest(
    {
      ...{ ...defaults, modes: [mode], clients: ['pinned'], repeats: 1 },
      ...{ json: false, thresholds: [], reports: null },
    },
    {
      ...{ url: new URL(cluster.url), signal: new AbortController().signal, isColored: false },
      ...{ stdout: output, stderr: { write: () => true } },
    },
  );
  return { exitCode, printed: written.join('') };
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
