// Every alert fires on its fault in a real cluster, and clears after it. Every panel of the dashboard has a figure to show.
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startClusterForTest } from '../support/cluster.js';
import { hasPrometheus, type Labels, type Prometheus, readDeployed, startPrometheus } from './prometheus.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly annotations: { readonly summary: string } }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const rules = (parse(readDeployed('alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
const { panels } = JSON.parse(readDeployed('grafana/lab.json')) as Dashboard;
const expressions = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

describe.skipIf(!hasPrometheus())('with a real Prometheus (Debian: apt-get install prometheus)', () => {
  let cluster: Cluster;
  let prometheus: Prometheus;
  beforeAll(async () => {
    cluster = await startClusterForTest({ METRICS: 'on' });
    prometheus = await startPrometheus(cluster);
  });
  afterAll(async () => {
    await prometheus?.stop();
    await cluster?.stop();
  });

  /** The alert, and its subject. */
  const nameOf = ({ alertname, mode, service_instance_id, instance }: Labels) =>
    `${alertname} ${mode ?? service_instance_id ?? instance}`;
  const firing = async () => (await prometheus.firing()).map(nameOf).sort();

  const send = (path: string, init: RequestInit = {}) => fetch(`${cluster.url}/api/${path}`, init);
  const logIn = (mode: string, username: string, password = 'demo') =>
    send(`${mode}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });

  it('no alert fires without a fault, and the instances are scraped', async () => {
    const scraped = () => prometheus.query('up{job="instances"} == 1');
    await expect.poll(async () => (await scraped()).length, { timeout: 60_000 }).toBe(3);
    await expect.poll(firing, { timeout: 60_000 }).toEqual([]);
  }, 150_000);

  it('every alert fires on its fault', async () => {
    const [stalled, crashed] = cluster.instances;
    const cookie = (await logIn('session-memory', 'vu-0001')).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const expected = [
      `InstanceDown ${new URL(stalled?.controlUrl ?? '').host}`,
      'EventLoopBlocked api-1',
      'InstanceRestarted api-2',
      ...['api-1', 'api-2', 'api-3'].map((id) => `StoreDown ${id}`),
      'RequestsWithoutStore session-redis',
      'LogInsLost session-memory',
      'PasswordGuessing jwt-shared-key',
    ];
    expect(new Set(expected.map((each) => each.split(' ')[0]))).toEqual(
      new Set(rules.map(({ alert }) => alert)),
    );

    const startedAt = performance.now();
    /** Sends requests that the faults make fail, until all of these alerts have fired. */
    const waitFor = (alerts: readonly string[]) =>
      expect
        .poll(
          async () => {
            const requests = [
              ...Array.from({ length: 6 }, () => send('session-memory/me', { headers: { cookie } })),
              logIn('session-redis', 'vu-0002'),
              ...Array.from({ length: 3 }, () => logIn('jwt-shared-key', 'alice', 'guess')),
            ];
            await Promise.allSettled(requests);
            const fired = (await prometheus.firedSince(startedAt)).map(nameOf);
            return alerts.filter((each) => !fired.includes(each));
          },
          { timeout: 60_000 },
        )
        .toEqual([]);

    crashed?.kill();
    await fetch(`${stalled?.controlUrl}/control/stall`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cluster.controlToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ms: 3000 }),
    });
    const needStore = (alert: string) => /^(StoreDown|RequestsWithoutStore) /.test(alert);
    await waitFor(expected.filter((alert) => !needStore(alert)));
    // Only now, because a crashed instance does not start again without Redis.
    cluster.redis.hold();
    await waitFor(expected.filter(needStore));
  }, 150_000);

  it('the panels of the dashboard show figures', async () => {
    for (const { title, expr } of expressions) {
      const query = expr.replaceAll('$mode', 'session-memory').replaceAll('$__rate_interval', '1m');
      // The last panel has a series that only a mode with a store has.
      const isEmptyHere = expr.includes('store-unavailable');
      const series = await prometheus.query(query);
      expect(series.length > 0 || isEmptyHere, `${title}: ${query}`).toBe(true);
    }
  });

  it('every alert clears once its fault is over', async () => {
    cluster.redis.release();
    await expect.poll(firing, { timeout: 90_000, interval: 500 }).toEqual([]);
  }, 120_000);
});

it('each alert has a sentence that names the part or the mode', () => {
  for (const { alert, annotations } of rules) {
    expect(annotations.summary, alert).toMatch(/\$labels\.(instance|service_instance_id|mode)/);
  }
});
