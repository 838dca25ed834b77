// The control ports of a running cluster and the faults that they inject: who may use them, and that all are well again.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { until } from '@scale-out-lab/launcher/testing/until';
import type { Faults } from '@scale-out-lab/loadtest';
import { createControlClient, instanceFaults } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { createVisitor, startStream } from '../support/visitor.js';

const events: string[] = [];
let cluster: Cluster;
let faults: Faults;
let visitor: ReturnType<typeof createVisitor>;
beforeAll(async () => {
  cluster = await startClusterForTest({}, { say: (text) => events.push(text) });
  faults = launcherFaults(cluster);
  visitor = createVisitor(cluster.nginx.port);
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

it.each([undefined, '', 'another-token-of-at-least-thirty-two-bytes'])(
  'an instance refuses the token %j at its control port',
  async (token) => {
    const { status, body } = await ask(instance(0).controlUrl, '/control/state', token);
    expect([status, JSON.parse(body).servedBy]).toEqual([401, 'api-1']);
  },
);

describe('nginx reaches no control port', () => {
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

it('an instance that was crashed restarts on both of its ports', async () => {
  const { controlUrl, port } = instance(1);
  expect((await ask(controlUrl, '/control/crash', cluster.controlToken, 'POST')).status).toBe(202);
  await until(() => events.some((event) => event.startsWith('api-2 is back')));
  expect(events[0]).toBe('api-2 ended (SIGKILL); starting it again');
  expect(instance(1)).toMatchObject({ controlUrl, port });
  const { body } = await ask(controlUrl, '/control/state', cluster.controlToken);
  expect(JSON.parse(body)).toMatchObject({ instanceId: 'api-2', requests: { total: expect.any(Number) } });
});

it('an instance that was drained restarts too', async () => {
  const { controlUrl } = instance(0);
  expect((await ask(controlUrl, '/control/drain', cluster.controlToken, 'POST')).status).toBe(202);
  await until(() => events.some((event) => event.startsWith('api-1 is back')));
  expect(events).toContain('api-1 ended (exit code 0); starting it again');
});

describe('an instance', { timeout: 60_000 }, () => {
  it('has an ID, and reports its contents', async () => {
    expect([...(await faults.instances()).keys()]).toEqual(['api-1', 'api-2', 'api-3']);
    expect(await faults.state('api-2')).toMatchObject({ instanceId: 'api-2', isReady: true });
    await expect(faults.state('api-7')).rejects.toThrow(
      'No instance api-7 is at the control ports, only api-1, api-2, api-3.',
    );
  });

  it('is silent while it stalls, and not after', async () => {
    const start = performance.now();
    await faults.stall('api-3', 700);
    await faults.state('api-3');
    expect(performance.now() - start).toBeGreaterThan(699);
  });

  it('has a clock that can be set wrong', async () => {
    await faults.setClock('api-2', 600);
    const before = Date.now();
    const { now } = await faults.state('api-2');
    const ownClock = Date.parse(now) - 600_000;
    expect(ownClock).toBeGreaterThanOrEqual(before - 1);
    expect(ownClock).toBeLessThanOrEqual(Date.now() + 1);
    await faults.setClock('api-2', 0);
  });

  it('takes other secrets and keys, and its own again', async () => {
    const before = (await faults.state('api-1')).keys;
    await faults.replaceSecrets('api-1', 'jwt', {
      current: 'a secret that this instance alone has',
      accepted: ['configured'],
    });
    await faults.changePublishedKeys('api-1', 'rotate');
    const { keys } = await faults.state('api-1');
    expect(keys.jwt).toEqual([expect.not.stringContaining(before.jwt[0] ?? ''), ...before.jwt]);
    expect(keys.published).toEqual([expect.stringMatching(/^api-1-/), ...before.published]);
    await faults.resetKeys('api-1');
    expect((await faults.state('api-1')).keys.jwt).toEqual(before.jwt);
  });

  it('refuses a request with another token', async () => {
    const addresses = cluster.instances.map(({ controlUrl }) => new URL(controlUrl));
    const stranger = instanceFaults(
      () => addresses,
      createControlClient(() => 'another token'),
    );
    await expect(stranger.crash('api-1')).rejects.toMatchObject({
      exitCode: 3,
      message: `The control port at ${addresses[0]?.origin} refuses the token. Set CONTROL_TOKEN, or CONTROL_TOKEN_FILE, to that of the lab that runs there.`,
    });
  });
});

it('a rolling restart loses no request with shared keys or with sessions in Redis', async () => {
  const streams = [
    await startStream(cluster.url, 'jwt-shared-key'),
    await startStream(cluster.url, 'session-redis'),
  ];
  for (const { id } of cluster.instances) {
    const { startedAt } = await faults.state(id);
    await faults.drain(id);
    await until(async () => (await faults.state(id)).startedAt !== startedAt);
    await sleep(1200); // longer than nginx leaves out an instance that refused a connection
    for (const stream of streams) {
      const { sent, failures } = stream.take();
      expect(failures).toEqual([]);
      expect(sent).toBeGreaterThan(50);
    }
  }
  for (const stream of streams) expect((await stream.stop()).failures).toEqual([]);
}, 60_000);

describe('Redis', { timeout: 60_000 }, () => {
  const statusOf = async (headers: Record<string, string>) =>
    (await visitor.getMe('session-redis', headers)).status;

  /** Each instance has its own connection, and they do not return at the same moment. */
  const isBackForAll = () =>
    Promise.all([1, 2, 3, 4, 5, 6].map(() => visitor.postLogin('session-redis'))).then((answers) =>
      answers.every(({ ok }) => ok),
    );

  it.each([
    ['keeps a session with its append-only file', true],
    ['loses a session without it', false],
  ])('Redis %s, when it crashes', async (_what, isPersistent) => {
    await faults.redis?.setPersistent?.(isPersistent);
    expect(await faults.redis?.isPersistent()).toBe(isPersistent);
    const credential = await visitor.logIn('session-redis');
    expect(await statusOf(credential)).toBe(200);

    const { pid } = cluster.redis;
    await faults.redis?.crash();
    await until(() => cluster.redis.pid !== pid);
    await until(isBackForAll);
    expect(await faults.redis?.isPersistent()).toBe(isPersistent);
    expect(await statusOf(credential)).toBe(isPersistent ? 200 : 401);
  });
});
