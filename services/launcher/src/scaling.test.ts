// The cluster grows and shrinks while it serves.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from './cluster.js';
import { parseLauncherConfig } from './config.js';
import { isAlive } from './testing/is-alive.js';
import { startStream } from './testing/stream.js';

const config = { ...parseLauncherConfig({ PATH: process.env.PATH }), port: 0 };
const events: string[] = [];
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster(config, { say: (text) => events.push(text) });
}, 30_000);
afterAll(() => cluster?.stop());

const names = (count: number) => Array.from({ length: count }, (_, index) => `api-${index + 1}`);

it.each(['jwt-shared-key', 'session-redis'])(
  'from three instances to five and back, %s loses no request, and all there are answer',
  async (mode) => {
    const stream = await startStream(cluster.url, mode);
    for (const count of [5, 3]) {
      await cluster.scaleTo(count);
      const during = stream.take();
      expect(during.failures).toEqual([]);
      expect(during.sent).toBeGreaterThan(50);
      await sleep(500);
      const after = stream.take();
      expect(after.failures).toEqual([]);
      expect([...after.servedBy].sort()).toEqual(names(count));
      expect(cluster.instances.map(({ id }) => id)).toEqual(names(count));
    }
    expect((await stream.stop()).failures).toEqual([]);
    expect(events).toEqual([]); // an instance that is no longer wanted is not brought back
  },
  60_000,
);

it('one change after the other, and to a number that can be', async () => {
  const changes = [cluster.scaleTo(4), cluster.scaleTo(2), cluster.scaleTo(3)];
  await Promise.all(changes);
  expect(cluster.instances.map(({ id }) => id)).toEqual(names(3));
  for (const count of [0, 10, 1.5, Number.NaN]) {
    await expect(cluster.scaleTo(count)).rejects.toMatchObject({ exitCode: 2 });
  }
}, 60_000);

it('stopped while it grows, it leaves nothing behind', async () => {
  const other = await startCluster(config);
  const pids = [other.nginx, ...other.instances, other.redis].map(({ pid }) => pid);
  const growing = other.scaleTo(6).catch((error: Error) => error);
  await sleep(150);
  await other.stop();
  expect(await growing).toBeInstanceOf(Error);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(dirname(other.controlTokenFile))).toBe(false);
}, 60_000);
