// The page and its control room behind nginx: the requests that reach it, and the answers while it is down.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  type NginxAlone,
  type NotingServer,
  startNginxAlone,
  startNotingServer,
} from '../support/nginx-alone.js';

let instances: NotingServer[];
let lab: NotingServer;
let nginx: NginxAlone;

const answers: Record<string, Answer> = {
  '/lab/hang-up': (request) => request.socket.destroy(),
  '/lab/refuse': (_request, response) => response.writeHead(503).end('{"code":"its-own"}'),
  '/lab/events': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n');
  },
};
const sayHeaders: Answer = ({ headers }, response) => response.end(JSON.stringify(headers));

beforeAll(async () => {
  instances = await Promise.all(
    [1, 2].map((id) => startNotingServer((_, response) => response.end(`api-${id}`))),
  );
  lab = await startNotingServer((request, response) =>
    (answers[request.url ?? ''] ?? sayHeaders)(request, response),
  );
  nginx = await startNginxAlone({ instancePorts: instances.map(({ port }) => port), labPort: lab.port });
}, 30_000);
afterAll(async () => {
  await nginx?.stop();
  await Promise.all([lab, ...instances].map((server) => server.stop()));
});

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${nginx.port}${path}`, init);

it.each(['/', '/?lang=ko', '/assets/index.js', '/favicon.svg', '/lab/state', '/docs', '/docs/static/x.css'])(
  'nginx passes %s to the control room',
  async (path) => {
    expect((await ask(path)).status).toBe(200);
    expect(lab.asked.at(-1)).toBe(`GET ${path}`);
  },
);

it.each(['/lab', '/labs/x', '/docsify', '/favicon', '/index.html', '/control/state', '/x/lab/state'])(
  'nginx answers %s with 404 itself',
  async (path) => {
    const before = lab.asked.length;
    expect((await ask(path)).status).toBe(404);
    expect(lab.asked).toHaveLength(before);
  },
);

it.each(['127.0.0.1:8080', 'evil.example', 'LocalHost:80', '[::1]:9', `"'$(id)`])(
  'the control room gets the Host that the browser sent: %s',
  async (host) => {
    const lines = [`GET /lab/state HTTP/1.1`, `Host: ${host}`, 'Origin: http://evil.example'];
    const [, body = ''] = (await nginx.exchange([...lines, 'X-Forwarded-Host: 127.0.0.1'])).split('\r\n\r\n');
    const headers = JSON.parse(body);
    expect(headers).toMatchObject({ host, origin: 'http://evil.example' });
    expect(headers).not.toHaveProperty('x-forwarded-host');
  },
);

it('the control room gets no Host in the place of a missing one', async () => {
  expect(await nginx.exchange(['GET /lab/state HTTP/1.0'])).toMatch(/^HTTP\/1\.1 400 /);
});

it('events of the control room arrive at once', async () => {
  const stop = new AbortController();
  const { body } = await ask('/lab/events', { signal: stop.signal });
  const first = await body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
  stop.abort();
});

it('a stream that is open when the instances change ends soon, and another can be opened', async () => {
  const reader = (await ask('/lab/events')).body?.getReader();
  await reader?.read();
  const start = performance.now();
  await nginx.balance(instances.map(({ port }) => port));
  expect(performance.now() - start).toBeLessThan(3300);
  await expect(reader?.read()).rejects.toThrow('terminated');
  expect((await ask('/lab/state')).status).toBe(200);
}, 10_000);

it('nginx sends no request to the control room twice', async () => {
  for (const method of ['GET', 'POST']) {
    const before = lab.asked.length;
    expect((await ask('/lab/hang-up', { method })).status).toBe(502);
    expect(lab.asked).toHaveLength(before + 1);
  }
});

it('nginx passes on the refusals of the control room', async () => {
  const answer = await ask('/lab/refuse');
  expect([answer.status, await answer.text()]).toEqual([503, '{"code":"its-own"}']);
});

it('the control room takes no turn in the rotation of the instances', async () => {
  const before = instances.map(({ asked }) => asked.length);
  for (let i = 0; i < 8; i += 1) {
    await ask('/');
    await ask('/lab/state');
    await ask('/api/instance');
  }
  expect(instances.map(({ asked }, index) => asked.length - (before[index] ?? 0))).toEqual([4, 4]);
});

it('a body that is too long is refused by nginx', async () => {
  const answer = await ask('/lab/runs', { method: 'POST', body: 'x'.repeat(70_000) });
  expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ servedBy: 'nginx' })]);
});

describe('without a control room', () => {
  beforeAll(() => lab.stop());

  it('/ lists the parts that work without the page', async () => {
    const answer = await ask('/?lang=ko');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(await answer.text()).toContain(`curl http://127.0.0.1:${nginx.port}/api/instance `);
  });

  it.each([
    ['GET', '/lab/state'],
    ['POST', '/lab/runs'],
    ['GET', '/docs'],
  ])('%s %s is refused with the reason', async (method, path) => {
    const answer = await ask(path, { method });
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-instance-id')).toBe('nginx');
    expect(await answer.json()).toMatchObject({
      status: 502,
      code: 'no-control-room',
      detail: expect.stringContaining('The control room does not answer'),
    });
  });
});
