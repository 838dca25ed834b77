import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildOfflineLab, useOfflineLab } from './testing/offline-lab.js';

const headers = { host: 'localhost' };
const lab = useOfflineLab();

describe('a request that does not match a schema is refused', () => {
  it.each([
    ['POST', '/lab/clients', { mode: 'session-memory' }, "must have required property 'username'"],
    ['POST', '/lab/clients', { mode: 'nope', username: 'alice' }, 'There is no mode "nope"'],
    ['POST', '/lab/clients', { mode: 'jwt-refresh', username: 7 }, 'body/username must be string'],
    ['POST', '/lab/clients', { mode: 'jwt-refresh', username: 'alice', model: 'persistent' }, 'body/model'],
    [
      'POST',
      '/lab/clients',
      { mode: 'jwt-refresh', username: 'alice', expiresIn: 3 },
      'additional properties',
    ],
    ['POST', '/lab/clients/pasted', { mode: 'jwt-refresh', credential: 'a\r\nb' }, 'body/credential'],
    [
      'POST',
      '/lab/clients/pasted',
      { mode: 'session-redis', credential: 'a;b=c' },
      'The value of a cookie has no ;',
    ],
    ['POST', '/lab/clients/client-1/requests', { count: 0 }, 'must be >= 1'],
    ['POST', '/lab/clients/client-1/requests', { count: 101 }, 'must be <= 100'],
    ['POST', '/lab/clients/client-1/requests', { count: '10' }, 'must be integer'],
    ['POST', '/lab/clients/client-1/requests', { count: 1.5 }, 'must be integer'],
    ['POST', '/lab/clients/client-1/requests', { count: null }, 'must be integer'],
    ['POST', '/lab/clients/client-1/requests', undefined, 'body must be object'],
    ['POST', '/lab/instances/api-1/stall', { ms: 60_001 }, 'must be <= 60000'],
    ['POST', '/lab/redis/stall', { ms: 1.5 }, 'must be integer'],
    ['POST', '/lab/redis/nodes/redis-1/stall', { ms: 0 }, 'must be >= 1'],
    ['PUT', '/lab/redis/persistence', { isPersistent: 'yes' }, 'must be boolean'],
    ['PUT', '/lab/instances', { count: 10 }, 'must be <= 9'],
    ['POST', '/lab/keys', { ring: 'rsa', how: 'cut' }, 'body/ring'],
    ['POST', '/lab/runs', { experiments: [] }, 'must NOT have fewer than 1 items'],
    [
      'POST',
      '/lab/runs',
      { experiments: ['juggling'] },
      'There is no experiment "juggling"; expected steady,',
    ],
    ['POST', '/lab/runs', { experiments: ['steady'], modes: ['nope'] }, 'There is no mode "nope"'],
    ['POST', '/lab/runs', { experiments: ['steady'], repeat: 3 }, 'additional properties'],
    [
      'POST',
      '/lab/runs',
      { experiments: ['steady'], clients: ['nope'] },
      'There is no kind of client "nope"',
    ],
    ['POST', '/lab/runs', { experiments: ['steady'], users: 1001 }, 'must be <= 1000'],
    ['POST', '/lab/runs', { experiments: ['steady'], users: 31, requests: 30 }, 'there are 31 users'],
  ] as const)('%s %s %j', async (method, url, body, sentence) => {
    const answer = await lab().inject({ method, url, headers, ...(body && { payload: body }) });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid-request',
      type: 'https://scale-out-lab.example/problems/invalid-request',
      detail: expect.stringContaining(sentence),
    });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});

it.each([
  ['GET', '/lab/nothing', undefined, 404, 'not-found', 'Nothing is served for GET'],
  ['GET', '/assets/none.js', undefined, 404, 'not-found', 'Nothing is served for GET'],
  ['GET', '/lab/%zz', undefined, 400, 'invalid-request', 'Write it as %25'],
  ['GET', '/lab/runs/run-1', undefined, 404, 'not-found', 'There is no run "run-1"'],
  ['GET', '/lab/runs/run-1/report.json', undefined, 404, 'not-found', 'run-1'],
  ['POST', '/lab/clients/client-1/copy', undefined, 404, 'not-found', 'client-1'],
  ['POST', '/lab/instances/api-1/crash', undefined, 404, 'not-found', 'api-1'],
  ['POST', '/lab/redis/crash', undefined, 501, 'not-possible', 'REDIS_URL'],
  ['PUT', '/lab/instances', { count: 5 }, 501, 'not-possible', 'docker compose up --scale'],
  ['POST', '/lab/runs', { experiments: ['redis-crash'] }, 501, 'not-possible', '--redis'],
  ['POST', '/lab/keys', '{', 400, 'invalid-request', 'JSON'],
  [
    'POST',
    '/lab/keys',
    '{"__proto__":{"x":1},"ring":"jwt","how":"cut"}',
    400,
    'invalid-request',
    '__proto__',
  ],
  ['POST', '/lab/keys', `{"a":"${'x'.repeat(70_000)}"}`, 413, 'body-too-large', 'kB'],
] as const)('%s %s is a problem with a code', async (method, url, payload, status, code, sentence) => {
  const json = payload && { payload, headers: { ...headers, 'content-type': 'application/json' } };
  const answer = await lab().inject({ method, url, headers, ...json });
  expect(answer.json()).toEqual({
    ...{ status, code, type: `https://scale-out-lab.example/problems/${code}` },
    ...{ title: expect.any(String), detail: expect.stringContaining(sentence) },
  });
  expect(answer.headers).toMatchObject({ 'x-instance-id': 'lab', 'cache-control': 'no-store' });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
});

describe('a part is started under its own path alone', () => {
  const held = new Map(['api-7', 'redis'].map((part) => [part, 'crash'] as const));
  const nothing = async () => {};
  const start = async (part: string) => void held.delete(part);
  const holding = useOfflineLab({ holds: { crash: nothing, stall: nothing, start, held: async () => held } });
  it.each([
    ['instances/api-9', 404, 'not-found'],
    ['instances/redis', 404, 'not-found'],
    ['instances/__proto__', 404, 'not-found'],
    ['redis/nodes/redis', 404, 'not-found'],
    ['redis/nodes/api-7', 404, 'not-found'],
    ['instances/api-7', 202, 'start'],
    ['instances/api-7', 404, 'not-found'],
    ['redis', 202, 'redis-start'],
    ['redis', 409, 'already-running'],
  ])('%s: %d %s', async (path, status, word) => {
    const answer = await holding().inject({ method: 'POST', url: `/lab/${path}/start`, headers });
    const { code, what } = answer.json();
    expect([answer.statusCode, code ?? what]).toEqual([status, word]);
  });
});

it.each([
  ['GET', '/lab/instances/api-1/crash', 'POST'],
  ['DELETE', '/lab/instances?x=1', 'PUT'],
  ['PUT', '/lab/runs', 'GET, HEAD, POST'],
  ['GET', '/lab/redis/crash', 'POST'],
  ['PATCH', '/lab/keys', 'POST'],
  ['POST', '/lab/events', 'GET'],
  ['OPTIONS', '/lab/state', 'GET, HEAD'],
  ['PUT', '/lab/clients/client-1', 'DELETE, GET, HEAD'],
  ['POST', '/', 'GET, HEAD'],
  ['DELETE', '/docs/json', 'GET, HEAD'],
] as const)('%s %s is refused with the methods of the path, %s', async (method, url, allow) => {
  const answer = await lab().inject({ method, url, headers });
  const detail = expect.stringContaining(`${method} is not a method`);
  expect(answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed', detail });
  expect(answer.headers.allow).toBe(allow);
});

it('a body of text/plain is refused with the accepted type', async () => {
  const sent = { ...headers, 'content-type': 'text/plain' };
  const answer = await lab().inject({ method: 'POST', url: '/lab/keys', headers: sent, payload: '{}' });
  const detail = 'The body must be JSON, sent with "Content-Type: application/json".';
  expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported-media-type', detail });
  expect(answer.headers).toMatchObject({ accept: 'application/json' });
});

it('an unreachable cluster has no instances, and a run fails with the reason', async () => {
  const state = await lab().inject({ url: '/lab/state', headers });
  expect(state.json()).toMatchObject({ instances: [], redis: null, busy: null, can: { scale: false } });
  expect(state.headers).toMatchObject({ 'cache-control': 'no-store', 'x-instance-id': 'lab' });

  const payload = { experiments: ['steady'] };
  const begun = await lab().inject({ method: 'POST', url: '/lab/runs', headers, payload });
  expect([begun.statusCode, begun.headers.location]).toEqual([202, '/lab/runs/run-1']);
  const run = async () => (await lab().inject({ url: '/lab/runs/run-1', headers })).json();
  await expect.poll(run).toMatchObject({
    status: 'failed',
    exitCode: 3,
    failure: expect.stringContaining('Nothing answers at http://127.0.0.1:1/'),
  });
  const report = await lab().inject({ url: '/lab/runs/run-1/report.md', headers });
  expect(report.json()).toMatchObject({ status: 404, detail: expect.stringContaining('Nothing answers') });
});

it('the control room keeps the 1,000 clients that were used last', async () => {
  const payload = { mode: 'jwt-shared-key', credential: 'a.b.c' };
  const paste = () => lab().inject({ method: 'POST', url: '/lab/clients/pasted', headers, payload });
  const first: string = (await paste()).json().client.id;
  const second: string = (await paste()).json().client.id;
  for (let n = 2; n < 1000; n += 1) await paste();
  const copy = (id: string) => lab().inject({ method: 'POST', url: `/lab/clients/${id}/copy`, headers });
  expect((await copy(first)).statusCode).toBe(201);
  expect((await copy(first)).statusCode).toBe(201);
  expect((await copy(second)).json()).toMatchObject({ status: 404, code: 'not-found' });
});

it('50 pages can listen, and the next one is refused', { timeout: 20_000 }, async () => {
  const base = await lab().listen({ port: 0, host: '127.0.0.1' });
  const leave = new AbortController();
  const open = () => fetch(`${base}/lab/events`, { signal: leave.signal });
  const answers = await Promise.all(Array.from({ length: 51 }, open));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(await Promise.all(refused.map((answer) => answer.json()))).toMatchObject([
    { status: 503, code: 'too-many-streams' },
  ]);
  leave.abort();
  const later = new AbortController();
  const again = async () => (await fetch(`${base}/lab/events`, { signal: later.signal })).status;
  await expect.poll(again).toBe(200);
  later.abort();
});

describe('the page', () => {
  it('a page that is not built names the command', async () => {
    const answer = await lab().inject({ url: '/', headers });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Run: npm run build');
  });

  describe('that is built', () => {
    const pages = mkdtempSync(join(tmpdir(), 'pages-'));
    afterAll(() => rmSync(pages, { recursive: true }));
    mkdirSync(join(pages, 'assets'));
    writeFileSync(join(pages, 'index.html'), '<!doctype html>');
    writeFileSync(join(pages, 'assets', 'main-1a2b.js'), '1');
    const withPage = useOfflineLab({ pages });

    it('the page runs no script from another origin', async () => {
      const { headers: sent } = await withPage().inject({ url: '/', headers });
      expect(sent['content-type']).toBe('text/html; charset=utf-8');
      expect(sent['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';frame-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      );
      expect(sent).not.toHaveProperty('strict-transport-security');
    });

    // By a socket: `inject` and `fetch` would put such a path into its normal form.
    it.each([
      '/x/../index.html',
      '/assets/../index.html',
      '//index.html',
      '/./index.html',
      '/x/%2e%2e/index.html',
      '/assets/%2e/main-1a2b.js',
      '/assets//main-1a2b.js',
      '/docs/x/../static/index.css',
      '/docs/static/./index.css',
      '/docs/static/%2e%2e/static/index.css',
    ])('%s is no file', async (path) => {
      const { server } = withPage();
      if (!server.listening) await withPage().listen({ port: 0, host: '127.0.0.1' });
      const { port } = server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      const answer = await text(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
      expect(answer).toContain('application/problem+json');
    });

    it.each([
      ['/', 200, 'no-cache'],
      ['/assets/main-1a2b.js', 200, 'public, max-age=31536000, immutable'],
      ['/assets/main-0000.js', 404, 'no-store'],
    ])('%s is answered with %i, and is "%s"', async (url, status, caching) => {
      const answer = await withPage().inject({ url, headers });
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([status, caching]);
    });
  });
});

it('ends although a client that is connected sends no request', { timeout: 10_000 }, async () => {
  const app = await buildOfflineLab();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  await once(app.server, 'connection');
  await app.close();
});
