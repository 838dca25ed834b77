// The figures of an instance: they count its requests, and no client can add a label.
import type { FastifyInstance } from 'fastify';
import { beforeAll, expect, it } from 'vitest';
import { startTestCluster } from '../testing/build-test-app.js';
import { getMe, logIn, postLogin } from '../testing/client.js';

const { one, two, build, redis } = await startTestCluster({ config: { hasMetrics: true } });

/** The series of a figure that are not 0, by their labels without the instance. */
async function read(app: FastifyInstance, name: string): Promise<Record<string, number>> {
  const text = (await app.metrics?.render()) ?? '';
  const lines = text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\S+)$`, 'gm'));
  const series = [...lines].map(([, labels = '', value]) => {
    const own = labels.split(',').filter((label) => !label.startsWith('service_instance_id='));
    return [own.join(','), Number(value)] as const;
  });
  return Object.fromEntries(series.filter(([, value]) => value !== 0));
}

const requestsOf = (app: FastifyInstance) => read(app, 'http_server_request_duration_seconds_count');
const route = (method: string, path: string, status: number, mode = '') =>
  `http_request_method="${method}",http_route="${path}",http_response_status_code="${status}",mode="${mode}"`;

beforeAll(async () => {
  const session = await logIn(one, 'session-memory');
  await getMe(one, 'session-memory', session);
  for (let i = 0; i < 3; i++) await getMe(two, 'session-memory', session);
  const shared = await logIn(one, 'session-redis');
  await getMe(two, 'session-redis', shared);
});

it('requests are counted by method, route, status and mode', async () => {
  expect(await requestsOf(one)).toEqual({
    [route('POST', '/api/session-memory/login', 200, 'session-memory')]: 1,
    [route('GET', '/api/session-memory/me', 200, 'session-memory')]: 1,
    [route('POST', '/api/session-redis/login', 200, 'session-redis')]: 1,
  });
});

it('refusals are counted by mode and reason, on the instance that refused', async () => {
  expect(await read(two, 'auth_refusals_total')).toEqual({
    'mode="session-memory",reason="unknown-session"': 3,
  });
  expect(await read(one, 'auth_refusals_total')).toEqual({});
});

it('log-ins are counted in the modes that keep them in memory', async () => {
  expect(await read(one, 'auth_log_ins')).toEqual({ 'mode="session-memory"': 1 });
  expect(await one.metrics?.render()).not.toContain('auth_log_ins{mode="session-redis"');
});

it('commands to Redis are counted by name, with how long they took', async () => {
  const name = 'db_client_operation_duration_seconds';
  const get = 'db_system_name="redis",db_operation_name="get",error_type=""';
  expect((await read(two, `${name}_count`))[get]).toBeGreaterThan(0);
  expect((await read(two, `${name}_sum`))[get]).toBeGreaterThan(0);
});

it('a path, a method, a name or a credential that a client makes up adds no label', async () => {
  const app = await build('api-3');
  /** Without the commands to Redis, which the check of its health sends at any time. */
  const lines = async () => {
    const text = (await app.metrics?.render()) ?? '';
    return text
      .replace(/^db_.*|^(.*) \S+$/gm, '$1')
      .split('\n')
      .sort()
      .join('\n')
      .trim();
  };
  async function sendBadRequests(word: string): Promise<void> {
    await postLogin(app, 'session-memory', { username: word, password: word });
    await getMe(app, 'jwt-shared-key', { authorization: `Bearer ${word}` });
    for (const method of ['GET', 'MKCOL'] as const) {
      await app.inject({ method: method as 'GET', url: `/api/${word}/${word}?${word}=1` });
    }
  }
  await sendBadRequests('first');
  const before = await lines();
  await sendBadRequests('second');
  expect(await lines()).toEqual(before);
  expect(before).not.toContain('first');
  expect(await requestsOf(app)).toMatchObject({ [route('GET', '', 404)]: 2, [route('_OTHER', '', 404)]: 2 });
});

it('a stall stays in the delay of the event loop, however many scrapes came before', async () => {
  const app = await build('api-4');
  const longest = async () =>
    Number(/delay_max_seconds\{.*\} (\S+)/.exec((await app.metrics?.render()) ?? '')?.[1]);
  const tick = () => new Promise((resolve) => setTimeout(resolve, 30));
  await tick();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  await tick();
  expect(await longest()).toBeGreaterThan(0.25);
  expect(await longest()).toBeGreaterThan(0.25);
});

it('a store that is down shows, and its refusals count', async () => {
  const app = await build('api-5');
  const credential = await logIn(app, 'session-redis');
  await redis.kill();
  expect((await getMe(app, 'session-redis', credential)).statusCode).toBe(503);
  await app.instanceState.redis.ask();
  expect(await app.metrics?.render()).toMatch(/^auth_store_up\{.*\} 0$/m);
  const refusals = await read(app, 'auth_refusals_total');
  expect(refusals).toEqual({ 'mode="session-redis",reason="store-unavailable"': 1 });
});
