// The process itself: how it starts, its message when it cannot, how it stops, and the secrets that its log never contains.
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening } from '@scale-out-lab/core/testing/is-listening';
import { listen } from '@scale-out-lab/core/testing/listen';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findInstanceId } from './dns.js';
import { controlToken, testSecrets } from './testing/build-test-app.js';
import { demoUser } from './testing/client.js';
import { createTestRedis, useTestRedis } from './testing/redis-server.js';
import { portsOf, startProcess } from './testing/start-process.js';

const redis = useTestRedis();

const startInstance = (env: Record<string, string> = {}) => startProcess(redis, env);

it.each([
  [{ JWT_SECRET: '10 bytes!!' }, 2, /^JWT_SECRET has 10 bytes; it needs at least 32/],
  [
    { SESSION_SECRET: '', SESSION_SECRET_FILE: '/no/such/file' },
    2,
    /^SESSION_SECRET_FILE is "\/no\/such\/file"/,
  ],
])('with %j it exits in one sentence', async (env, code, sentence) => {
  const instance = startInstance(env);
  expect(await instance.exit).toBe(code);
  expect(instance.output()).toMatch(sentence);
  expect(instance.output().trim().split('\n')).toHaveLength(1);
  expect(instance.output()).not.toContain('10 bytes!!');
});

it('an instance names the Redis that does not answer', async () => {
  const instance = startInstance({ REDIS_URL: 'redis://127.0.0.1:1' });
  expect(await instance.exit).toBe(3);
  expect(instance.output()).toMatch(/^Redis does not answer at 127.0.0.1:1; start it/);
});

it('without Redis an instance serves the modes that need none, and refuses the others with 503', async () => {
  const instance = startInstance({ REDIS_URL: 'none' });
  const { port } = await portsOf(instance);
  const logIn = async (mode: string) => {
    const body = JSON.stringify(demoUser);
    const headers = { 'content-type': 'application/json' };
    return fetch(`http://127.0.0.1:${port}/api/${mode}/login`, { method: 'POST', headers, body });
  };
  expect((await logIn('jwt-shared-key')).status).toBe(200);
  const refused = await logIn('session-redis');
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'store-unavailable' });
  // Longer than until the first query of a Redis that exists.
  await sleep(1500);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(await ready.json()).toMatchObject({
    redis: { problem: 'This instance has no Redis (REDIS_URL=none).' },
  });
  expect(instance.output()).not.toContain('does not answer');
});

it('an instance is not ready while Redis has fewer replicas than it needs for a write', async () => {
  const alone = createTestRedis({ 'min-replicas-to-write': '1' });
  onTestFinished(() => alone.close());
  await alone.start();
  const { port } = await portsOf(startProcess(alone));
  const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
  await expect.poll(readiness).toContain('Redis has fewer replicas than it needs for a write');
});

it('an instance warns at its start that Redis may evict sessions', async () => {
  const evicting = createTestRedis({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
  onTestFinished(() => evicting.close());
  await evicting.start();
  const instance = startProcess(evicting);
  const { port } = await portsOf(instance);
  await expect.poll(instance.output).toContain('Redis evicts keys (maxmemory-policy allkeys-lru)');
  const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
  await expect.poll(readiness).toContain('Set maxmemory-policy to noeviction');
});

describe('a Redis with a password', () => {
  const password = 'a password of more than thirty-two bytes';
  const guarded = createTestRedis({ requirepass: password });
  beforeAll(() => guarded.start());
  afterAll(() => guarded.close());

  it('an instance uses the password of Redis, and never prints it', async () => {
    const instance = startProcess(guarded, { REDIS_PASSWORD: password, LOG_LEVEL: 'trace' });
    const { port } = await portsOf(instance);
    const answer = await fetch(`http://127.0.0.1:${port}/api/session-redis/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'vu-0001', password: 'demo' }),
    });
    expect(answer.status).toBe(200);
    expect(instance.output()).not.toContain(password);
  });

  it.each([
    ['', 'NOAUTH'],
    ['another password, of thirty-two bytes too', 'WRONGPASS'],
  ])('is not used with "%s", and the instance names the setting', async (wrong, code) => {
    const instance = startProcess(guarded, { REDIS_PASSWORD: wrong });
    expect(await instance.exit).toBe(3);
    expect(instance.output()).toContain(`refuses this client (${code}`);
    expect(instance.output()).toContain('; set REDIS_PASSWORD or REDIS_PASSWORD_FILE to its password');
    expect(instance.output()).not.toContain(wrong || password);
  });
});

it('an instance names the variable of a port that is in use', async () => {
  const { port, close } = await listen(createServer());
  onTestFinished(close);
  const instance = startInstance({ PORT: String(port) });
  expect(await instance.exit).toBe(3);
  expect(instance.output()).toMatch(/EADDRINUSE.*set PORT to a free one/);
});

it('an instance names the variable of an address that is not of this machine', async () => {
  const instance = startInstance({ HOST: '192.0.2.1' });
  expect(await instance.exit).toBe(3);
  expect(instance.output()).toMatch(/EADDRNOTAVAIL.*set HOST to one of this machine/);
});

it('an instance with an empty name finds one', async () => {
  const { port } = await portsOf(startInstance({ INSTANCE_ID: '' }));
  const { headers } = await fetch(`http://127.0.0.1:${port}/livez`);
  expect(headers.get('x-instance-id')).toBe(await findInstanceId());
});

it('reports the port to its parent, and stops on a signal', async () => {
  const instance = startInstance();
  const answer = await fetch(`http://127.0.0.1:${(await portsOf(instance)).port}/api/instance`);
  expect(await answer.json()).toMatchObject({ instanceId: 'api-1' });
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
});

it('an instance stops when its parent process ends', async () => {
  const instance = startInstance();
  await portsOf(instance);
  instance.child.disconnect();
  expect(await instance.exit).toBe(0);
});

it('answers a request in flight when it is stopped', async () => {
  const instance = startInstance({ CONTROL_PORT: '0', CONTROL_TOKEN: controlToken });
  const { port, controlPort } = await portsOf(instance);
  const body = JSON.stringify(demoUser);
  const login = request(`http://127.0.0.1:${port}/api/session-memory/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  });
  const answered = once(login, 'response');
  login.write(body.slice(0, 5));
  const headers = { authorization: `Bearer ${controlToken}` };
  const state = async () =>
    (await fetch(`http://127.0.0.1:${controlPort}/control/state`, { headers })).json();
  await expect.poll(state).toMatchObject({ requests: { inFlight: 1 } });
  instance.child.kill('SIGTERM');
  // Longer than the pause of connections that ends its listening.
  await expect.poll(() => isListening(port), { interval: 200 }).toBe(false);
  login.end(body.slice(5));
  const [response] = await answered;
  expect(response.resume().statusCode).toBe(200);
  expect(await instance.exit).toBe(0);
});

it('writes no secret, password, token or session ID to its log', async () => {
  const instance = startInstance({ LOG_LEVEL: 'trace' });
  const base = `http://127.0.0.1:${(await portsOf(instance)).port}/api`;
  const secrets: string[] = [...Object.values(testSecrets), 'a password to keep'];
  for (const mode of ['session-memory', 'session-redis', 'jwt-shared-key', 'jwt-published-keys']) {
    const logIn = (password: string) =>
      fetch(`${base}/${mode}/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'vu-0001', password }),
      });
    await logIn('a password to keep');
    const answer = await logIn('demo');
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : { cookie };
    await fetch(`${base}/${mode}/me`, { headers });
    const forged = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.slice(0, -2)]),
    );
    await fetch(`${base}/${mode}/me`, { headers: forged });
    secrets.push(token ?? (cookie.split('=')[1] ?? '').slice(0, 32));
  }
  await redis.kill();
  await fetch(`${base}/session-redis/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'vu-0001', password: 'demo' }),
  });
  await redis.start();
  instance.child.kill('SIGTERM');
  await instance.exit;
  expect(instance.output()).toContain('"instance":"api-1"');
  for (const secret of secrets) expect(secret.length && instance.output()).not.toContain(secret);
});

it.each([
  ['on', 200],
  ['off', 404],
])('with METRICS=%s the control port answers /metrics with %i', async (METRICS, status) => {
  // Node names every file that it loads; the metrics have one of their own.
  const env = { METRICS, CONTROL_PORT: '0', CONTROL_TOKEN: controlToken, NODE_DEBUG: 'esm' };
  const instance = startInstance(env);
  const { controlPort } = await portsOf(instance);
  const headers = { authorization: `Bearer ${controlToken}` };
  const answer = await fetch(`http://127.0.0.1:${controlPort}/metrics`, { headers });
  expect(answer.status).toBe(status);
  expect((await answer.text()).includes('http_server_active_requests')).toBe(METRICS === 'on');
  expect(/\/metrics-[^/]*\.js/.test(instance.output())).toBe(METRICS === 'on');
});
