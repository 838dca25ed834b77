// The control ports of a running cluster: they answer a request with the token, and nginx never routes to them.

import { request } from 'node:http';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

const events: string[] = [];
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest({ INSTANCES: '2' }, { say: (text) => events.push(text) });
}, 30_000);
afterAll(() => cluster?.stop());

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The path as it is spelled, which `fetch` would tidy up. */
function ask(url: string, path: string, token?: string, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    })
      .on('error', reject)
      .end();
  });
}

function instance(index: number) {
  const found = cluster.instances[index];
  if (!found) throw new Error(`the cluster has no instance ${index}`);
  return found;
}

it('each instance reports its state to a request with the token', async () => {
  for (const { id, controlUrl } of cluster.instances) {
    const { status, body } = await ask(controlUrl, '/control/state', cluster.controlToken);
    expect([status, JSON.parse(body).instanceId]).toEqual([200, id]);
  }
});

it.each([undefined, '', 'another-token-of-at-least-thirty-two-bytes'])(
  'and refuses the token %j',
  async (token) => {
    const { status, body } = await ask(instance(0).controlUrl, '/control/state', token);
    expect([status, JSON.parse(body).servedBy]).toEqual([401, 'api-1']);
  },
);

describe('nginx leads to no control port', () => {
  it.each([
    '/control/state',
    '/control/',
    '//control/state',
    '/api/control/state',
    '/api/../control/state',
    '/api/%2e%2e/control/state',
    '/api/..%2fcontrol/state',
    '/api/..;/control/state',
    '/api//control/state',
    '/api/session-memory/../../control/state',
    '/api/me/../../control/state',
    '/api/me%2f..%2f..%2fcontrol/state',
    '/storage/../control/state',
    'http://127.0.0.1:3001/control/state',
  ])('by %s', async (path) => {
    const { status, body } = await ask(cluster.url, path, cluster.controlToken);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('rssBytes');
    expect((await ask(cluster.url, path, cluster.controlToken, 'POST')).status).toBeGreaterThanOrEqual(400);
  });

  it('by the name of a control port as the host', async () => {
    for (const { controlUrl } of cluster.instances) {
      const { status } = await ask(cluster.url, `${controlUrl}/control/state`, cluster.controlToken);
      expect(status).toBe(404);
    }
  });
});

it('an instance that was crashed comes back on both of its ports', async () => {
  const { controlUrl, port } = instance(1);
  expect((await ask(controlUrl, '/control/crash', cluster.controlToken, 'POST')).status).toBe(202);
  await until(() => events.some((event) => event.startsWith('api-2 is back')));
  expect(events[0]).toBe('api-2 ended (SIGKILL); starting it again');
  expect(instance(1)).toMatchObject({ controlUrl, port });
  const { body } = await ask(controlUrl, '/control/state', cluster.controlToken);
  expect(JSON.parse(body)).toMatchObject({ instanceId: 'api-2', requests: { total: expect.any(Number) } });
}, 20_000);

it('an instance that was drained comes back too', async () => {
  const { controlUrl } = instance(0);
  expect((await ask(controlUrl, '/control/drain', cluster.controlToken, 'POST')).status).toBe(202);
  await until(() => events.some((event) => event.startsWith('api-1 is back')));
  expect(events).toContain('api-1 ended (exit code 0); starting it again');
}, 20_000);
