import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

const events: string[] = [];
let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest({ AUTH_MODE: 'session-sticky' }, { say: (text) => events.push(text) });
}, 30_000);
afterAll(() => cluster?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${cluster.url}${path}`, { headers });

async function logIn(path: string): Promise<Response> {
  const body = JSON.stringify({ username: 'vu-0001', password: 'demo' });
  return fetch(`${cluster.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

describe('balancing', () => {
  it('gives every instance its turn', async () => {
    const answers: Record<string, number> = {};
    for (let i = 0; i < 30; i++) {
      const { instanceId } = (await (await get('/api/instance')).json()) as { instanceId: string };
      answers[instanceId] = (answers[instanceId] ?? 0) + 1;
    }
    expect(answers).toEqual({ 'api-1': 10, 'api-2': 10, 'api-3': 10 });
  });

  it('returns a client of a sticky mode to the instance that logged it in, and spreads clients', async () => {
    const issuers = new Set<string>();
    for (let client = 0; client < 12; client++) {
      const answer = await logIn('/api/session-sticky/login');
      const { issuedBy } = (await answer.json()) as { issuedBy: string };
      issuers.add(issuedBy);
      const cookie = cookiesOf(answer);
      for (let i = 0; i < 4; i++) {
        const me = await get('/api/session-sticky/me', { cookie });
        expect(await me.json()).toMatchObject({ issuedBy, servedBy: issuedBy });
      }
    }
    expect(issuers.size).toBeGreaterThan(1); // all twelve on one of three: 1 in 177,147
  });

  it('sets the affinity cookie in the answer to a log-in, once, and in sticky modes alone', async () => {
    expect(cookiesOf(await get('/api/session-sticky/me'))).not.toContain('route=');
    const sticky = await logIn('/api/session-sticky/login');
    expect(cookiesOf(sticky)).toMatch(/(^|; )route=[0-9a-f]{32}$/);
    const next = await get('/api/session-sticky/me', { cookie: cookiesOf(sticky) });
    expect(cookiesOf(next)).not.toContain('route=');
    expect(cookiesOf(await logIn('/api/session-memory/login'))).not.toContain('route=');
  });

  it.each(['/api/login', '/no-retry/api/login', '/no-retry/api/session-sticky/login'])(
    'sets the affinity cookie in the answer to a log-in at %s too',
    async (path) => {
      expect(cookiesOf(await logIn(path))).toMatch(/(^|; )route=[0-9a-f]{32}$/);
    },
  );
});

it('serves the mode of AUTH_MODE at /api/login and /api/me too', async () => {
  const answer = await logIn('/api/login?transport=any');
  expect(cookiesOf(answer)).toContain('sid-session-sticky=');
  expect((await get('/api/me', { cookie: cookiesOf(answer) })).status).toBe(200);
});

describe('the pages', () => {
  it.each([
    ['/storage/', 'text/html; charset=utf-8'],
    ['/storage/style.css', 'text/css; charset=utf-8'],
    ['/storage/storage.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as %s, and neither kept nor framed', async (path, type) => {
    const answer = await fetch(`${cluster.storageUrl}${path}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-instance-id': 'nginx',
    });
  });

  it('give access to no file outside their folder', async () => {
    const getThere = (path: string) => fetch(`${cluster.storageUrl}${path}`);
    await expectProblem(await getThere('/storage/..%2f..%2fnginx.conf'), 400, 'invalid-request');
    await expectProblem(await getThere('/storage/%2e%2e/policies.map'), 404, 'not-found');
    await expectProblem(await getThere('/storage/nothing.js'), 404, 'not-found');
  });
});

describe('nginx refuses by itself, as the instances do', () => {
  const token = (length: number) => ({ authorization: `Bearer ${'a'.repeat(length)}` });

  it.each([
    ['what is not the API', '/robots.txt', {}, 404, 'not-found'],
    ['a probe of an instance', '/livez', {}, 404, 'not-found'],
    ['the other probe', '/readyz', {}, 404, 'not-found'],
    ['a header of 40 kB', '/api/instance', token(40_000), 431, 'headers-too-large'],
    ['a URL of 40 kB', `/api/${'a'.repeat(40_000)}`, {}, 414, 'uri-too-long'],
  ])('%s', async (_what, path, headers, status, code) => {
    await expectProblem(await get(path, headers), status, code);
  });

  it('a body of 70 kB', async () => {
    const answer = await fetch(`${cluster.url}/api/jwt-shared-key/login`, {
      method: 'POST',
      body: 'a'.repeat(70_000),
    });
    await expectProblem(answer, 413, 'body-too-large');
  });

  it('nginx passes a token of 15 kB on to an instance', async () => {
    const answer = await get('/api/jwt-shared-key/me', token(15_000));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-instance-id')).toMatch(/^api-\d$/);
  });
});

describe('supervision', () => {
  it('nginx marks no answer while all instances run, and answers 502 until they are back on their ports', async () => {
    expect((await ask('/api/instance')).retried).toBeNull();
    const before = cluster.instances.map(({ id, port, pid }) => ({ id, port, pid }));
    for (const { pid } of before) process.kill(pid, 'SIGKILL');
    const refusal = await get('/api/instance');
    expect(refusal.headers.get('x-retried')).toBe('1');
    await expectProblem(refusal, 502, 'no-instance');

    await until(() => events.filter((event) => /^api-\d is back/.test(event)).length === 3);
    const after = cluster.instances.map(({ id, port, pid }) => ({ id, port, pid }));
    expect(after.map(({ id, port }) => [id, port])).toEqual(before.map(({ id, port }) => [id, port]));
    expect(after.map(({ pid }) => pid)).not.toEqual(before.map(({ pid }) => pid));
    await until(async () => (await get('/api/instance')).ok);
  }, 30_000);

  it.each(['nginx', 'redis'] as const)(
    'the launcher restarts %s',
    async (name) => {
      process.kill(cluster[name].pid, 'SIGKILL');
      await until(() => events.some((event) => event.startsWith(`${name} is back`)));
      await until(async () => (await logIn('/api/session-redis/login')).ok);
    },
    30_000,
  );
});

interface Seen {
  readonly status: number;
  readonly servedBy: string | null;
  readonly retried: string | null;
}

async function ask(path: string, init: RequestInit = {}): Promise<Seen> {
  const { status, headers, ...answer } = await fetch(`${cluster.url}${path}`, init);
  await answer.body?.cancel();
  return { status, servedBy: headers.get('x-instance-id'), retried: headers.get('x-retried') };
}

it('serves the same API below /no-retry: the modes, their balancing, and the mode of AUTH_MODE', async () => {
  const answer = await logIn('/no-retry/api/login');
  const cookie = cookiesOf(answer);
  expect(cookie).toMatch(/sid-session-sticky=.*; route=[0-9a-f]{32}$/);
  const issuer = answer.headers.get('x-instance-id');
  for (let i = 0; i < 4; i += 1) {
    const path = i % 2 === 0 ? '/no-retry/api/me' : '/api/session-sticky/me';
    expect(await ask(path, { headers: { cookie } })).toMatchObject({ status: 200, servedBy: issuer });
  }
  expect((await logIn('/no-retry/api/jwt-shared-key/login?a=b')).headers.getSetCookie()).toEqual([]);
});

it.each([
  '/no-retry',
  '/no-retry/',
  '/no-retry/livez',
  '/no-retry/storage/',
  '/no-retry/no-retry/api/instance',
])('%s is not found', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, servedBy: 'nginx' });
});

it('nginx retries at another instance, and marks the answer', async () => {
  events.length = 0;
  const [, second] = cluster.instances;
  process.kill(second?.pid ?? expect.fail('no second instance'), 'SIGKILL');
  const answers: Seen[] = [];
  // Six in a row: each of three instances is due twice.
  for (let i = 0; i < 6; i += 1) answers.push(await ask('/api/instance'));
  await until(() => events.some((event) => event.startsWith('api-2 is back')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  const marked = answers.filter(({ retried }) => retried !== null);
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.every(({ retried, servedBy }) => retried === '1' && servedBy !== 'api-2')).toBe(true);
});

async function expectProblem(answer: Response, status: number, code: string): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('x-instance-id')).toBe('nginx');
  expect(await answer.json()).toMatchObject({ status, code, title: expect.any(String) });
}
