// The experiment that kills an instance, against a real cluster: what was in it is lost, and nothing else.
import { defaults, exitCodes, runLoadtest } from '@scale-out-lab/loadtest';
import { expect, it, onTestFinished } from 'vitest';
import { startCluster } from './cluster.js';
import { parseLauncherConfig } from './config.js';
import { launcherFaults } from './faults.js';

const modes = ['session-sticky', 'session-redis', 'jwt-refresh'];

async function run(canBreak: boolean) {
  const cluster = await startCluster({ ...parseLauncherConfig({ PATH: process.env.PATH }), port: 0 });
  onTestFinished(() => cluster.stop());
  const written: string[] = [];
  const output = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const exitCode = await runLoadtest(
    { ...defaults, modes, experiments: ['crash'], clients: [], json: true, thresholds: [], reports: null },
    {
      ...{ url: new URL(cluster.url), signal: new AbortController().signal, isColored: false },
      ...{ stdout: output, stderr: { write: () => true } },
      faults: canBreak ? launcherFaults(cluster) : undefined,
    },
  );
  return { exitCode, document: JSON.parse(written.join('')) };
}

it('logs out the users whose session was in the instance, and loses no read', async () => {
  const { exitCode, document } = await run(true);
  expect(document.failedTrials).toEqual([]);
  for (const { mode, disagreement } of document.trials) expect(disagreement, mode).toBeNull();
  expect(exitCode).toBe(exitCodes.ok);
  const loggedOut = document.trials.map(
    ({ figures }: { figures: { measured: number }[] }) => figures[0]?.measured,
  );
  expect(loggedOut).toEqual([4, 0, 0]);
}, 90_000);

it('says what it needs where nothing can be broken', async () => {
  const { exitCode, document } = await run(false);
  expect(exitCode).toBe(exitCodes.missing);
  expect(document.failedTrials[0].reason).toContain('name the control ports of the instances with --control');
}, 60_000);
