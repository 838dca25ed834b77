// The figures of a real cluster: they agree with the counts of its clients, and nginx does not expose them.
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { createVisitor } from '../support/visitor.js';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest({ METRICS: 'on' });
});
afterAll(() => cluster.stop());

/** The sum of a series over all instances. */
async function sumOf(series: string): Promise<number> {
  const headers = { authorization: `Bearer ${cluster.controlToken}` };
  const texts = await Promise.all(
    cluster.instances.map(async ({ controlUrl }) =>
      (await fetch(`${controlUrl}/metrics`, { headers })).text(),
    ),
  );
  const values = texts.flatMap((text) => text.split('\n').filter((line) => line.startsWith(series)));
  return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

it('the refusals that clients saw are the refusals that the instances counted', async () => {
  const visitor = createVisitor(cluster.nginx.port);
  const credential = await visitor.logIn('session-memory');
  const statuses: number[] = [];
  for (let i = 0; i < 9; i++) statuses.push((await visitor.getMe('session-memory', credential)).status);
  const refused = statuses.filter((status) => status === 401).length;
  expect(refused).toBe(6);
  const unknown = 'auth_refusals_total{mode="session-memory",reason="unknown-session"';
  await expect.poll(() => sumOf(unknown), { timeout: 30_000 }).toBe(refused);
  expect(await sumOf('auth_log_ins{mode="session-memory"')).toBe(1);
});

it('nginx does not route to the figures', async () => {
  for (const path of ['/metrics', '/api/metrics', '/lab/metrics']) {
    const answer = await fetch(cluster.url + path);
    expect(answer.status, path).not.toBe(200);
    expect(await answer.text(), path).not.toContain('http_server');
  }
});
