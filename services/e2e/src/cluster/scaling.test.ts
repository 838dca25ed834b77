// The cluster grows and shrinks while it serves.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { startStream } from '../support/visitor.js';

const events: string[] = [];
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest({}, { say: (text) => events.push(text) });
}, 30_000);
afterAll(() => cluster?.stop());

const names = (count: number) => Array.from({ length: count }, (_, index) => `api-${index + 1}`);

it('from three instances to five and back, no request is lost, and every instance answers', async () => {
  const modes = ['jwt-shared-key', 'session-redis'];
  const streams = await Promise.all(modes.map((mode) => startStream(cluster.url, mode)));
  for (const count of [5, 3]) {
    await cluster.scaleTo(count);
    for (const during of streams.map((stream) => stream.take())) {
      expect(during.failures).toEqual([]);
      expect(during.sent).toBeGreaterThan(50);
    }
    for (const stream of streams) {
      await until(() => stream.tally.servedBy.size >= count || stream.tally.failures.length > 0);
      expect(stream.tally.failures).toEqual([]);
      expect([...stream.tally.servedBy].sort()).toEqual(names(count));
    }
    expect(cluster.instances.map(({ id }) => id)).toEqual(names(count));
  }
  for (const stream of streams) expect((await stream.stop()).failures).toEqual([]);
  expect(events).toEqual([]); // an instance that is no longer wanted is not brought back
}, 60_000);

it('the cluster scales one change after the other, and refuses an impossible number', async () => {
  const changes = [cluster.scaleTo(4), cluster.scaleTo(2), cluster.scaleTo(3)];
  await Promise.all(changes);
  expect(cluster.instances.map(({ id }) => id)).toEqual(names(3));
  for (const count of [0, 10, 1.5, Number.NaN]) {
    await expect(cluster.scaleTo(count)).rejects.toMatchObject({ exitCode: 2 });
  }
}, 60_000);

it('nginx is not reloaded for the number of instances that it has', async () => {
  const { pid } = cluster.nginx;
  const workers = () => readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const before = await workers();
  await cluster.scaleTo(cluster.instances.length);
  expect(await workers()).toBe(before);
});

describe('a cluster that is stopped while it grows leaves nothing behind', { timeout: 60_000 }, () => {
  const command = fileURLToPath(new URL('../../dist/support/growing-lab.js', import.meta.url));

  it.each([
    ['by one Ctrl-C', ['SIGINT'], 0],
    ['by a second one', ['SIGINT', 'SIGINT'], 130],
    ['by SIGKILL', ['SIGKILL'], null],
  ] as const)('%s', async (_how, signals, exitCode) => {
    const folder = await mkdtemp(join(tmpdir(), 'growing-'));
    const env = { PATH: process.env.PATH, TMPDIR: folder, INSTANCES: '1' };
    const lab = spawn(process.execPath, [command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void lab.kill('SIGKILL'));
    const ended = once(lab, 'exit');
    await once(lab.stdout, 'data');
    let processes: readonly number[] = [];
    await until(async () => {
      processes = await processesIn(folder);
      return processes.length > 6; // the new instances are starting
    });
    // Frozen, they give the first Ctrl-C no chance.
    if (signals.length > 1) for (const pid of processes) process.kill(pid, 'SIGSTOP');
    const [first, ...others] = signals;
    const stopping = once(lab.stdout, 'data');
    lab.kill(first);
    for (const signal of others) {
      await stopping;
      await sleep(450); // an earlier one counts as the same Ctrl-C
      lab.kill(signal);
    }
    expect((await ended)[0]).toBe(exitCode);
    await until(async () => (await processesIn(folder)).length + (await readdir(folder)).length === 0, 5000);
    await rmdir(folder);
  });
});

/** Processes that work in the folder, or in one that was there. None where the system has no /proc. */
async function processesIn(folder: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return place.startsWith(folder) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}
