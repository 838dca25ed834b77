import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let cluster: Cluster;

beforeAll(async () => {
  const env = { INSTANCES: '3', CLOCK_OFFSETS: '0,30,-30' };
  cluster = await startClusterForTest(env);
}, 30_000);
afterAll(() => cluster?.stop());

it.each([
  [0, 0],
  [1, 30],
  [2, -30],
])('instance %i has a clock that is %i seconds wrong', async (index, seconds) => {
  const answer = await fetch(`http://127.0.0.1:${cluster.instances[index]?.port}/api/instance`);
  const { now } = (await answer.json()) as { now: string };
  const wrongMs = Date.parse(now) - Date.now();
  expect(Math.abs(wrongMs - seconds * 1000)).toBeLessThan(2000);
});
