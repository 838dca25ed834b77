import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type Listening, listen } from '@scale-out-lab/core/testing/listen';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NginxAlone, startNginxAlone } from '../support/nginx-alone.js';

const protectiveHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers with the headers that it got, and at one path with headers that nginx sets too. */
const server = createServer((request, response) => {
  if (request.url === '/api/protected') response.writeHead(200, protectiveHeaders);
  response.end(JSON.stringify(request.headers));
});
let instance: Listening;
let nginx: NginxAlone;

beforeAll(async () => {
  instance = await listen(server);
  nginx = await startNginxAlone({ instancePorts: [instance.port] });
}, 30_000);
afterAll(async () => {
  await nginx?.stop();
  await instance?.close();
});

async function headersAtInstance(lines: readonly string[]): Promise<IncomingHttpHeaders> {
  const [, body = ''] = (await nginx.exchange(lines)).split('\r\n\r\n');
  return JSON.parse(body);
}

it.each([
  ['none', ['GET /api/instance HTTP/1.0'], undefined],
  ['one with a port', ['GET /api/instance HTTP/1.1', 'Host: lab.example:9090'], 'lab.example:9090'],
  ['one without a port', ['GET /api/instance HTTP/1.1', 'Host: lab.example'], 'lab.example'],
  ['an IPv6 address', ['GET /api/instance HTTP/1.1', 'Host: [::1]:9090'], '[::1]:9090'],
  ['what is no host', ['GET /api/instance HTTP/1.1', `Host: "'$(id)`], undefined],
])("an instance gets a Host when the client's is %s", async (_what, lines, host) => {
  expect((await headersAtInstance(lines)).host).toBe(host ?? `127.0.0.1:${nginx.port}`);
});

it('nginx replaces the forwarding headers of a client', async () => {
  const claims = [
    'X-Forwarded-For: 192.0.2.1',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: https',
    'Forwarded: host=evil.example;proto=https',
  ];
  const lines = ['GET /api/instance HTTP/1.1', 'Host: lab.example:9090', ...claims];
  const headers = await headersAtInstance(lines);
  expect(headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'lab.example:9090',
    'x-forwarded-proto': 'http',
  });
  expect(headers).not.toHaveProperty('forwarded');
});

it('the page of nginx itself is plain text, and repeats nothing of the request but an address', async () => {
  const page = await nginx.exchange(['GET / HTTP/1.1', 'Host: lab.example:9090']);
  expect(page).toContain('curl http://lab.example:9090/api/instance ');
  expect(page).toContain('X-Content-Type-Options: nosniff');
  expect(await nginx.exchange(['GET / HTTP/1.1', `Host: "'$(id)<b>`])).not.toMatch(/["'$<]/);
});

it.each(['/api/instance', '/api/protected', '/no-retry/api/instance', '/nothing'])(
  'an answer forbids browsers to guess its type and to share it, once (%s)',
  async (path) => {
    const { headers } = await fetch(`http://127.0.0.1:${nginx.port}${path}`);
    expect(Object.fromEntries(headers)).toMatchObject(protectiveHeaders);
  },
);

it.each([
  ['/api/session-redis/login', 'POST'],
  ['/api/logout?x=1', 'POST'],
  ['/no-retry/api/jwt-refresh/refresh', 'POST'],
  ['/api/oidc-redis/backchannel-logout', 'POST'],
  ['/api/session-redis/sessions/1', 'DELETE'],
  ['/api/session-redis/sessions', 'GET, HEAD'],
  ['/api/oidc-redis/callback', 'GET, HEAD'],
  ['/provider/token', 'GET, HEAD, POST'],
])('nginx refuses TRACE of %s, and names the methods: %s', async (path, methods) => {
  const answer = await nginx.exchange([`TRACE ${path} HTTP/1.1`, 'Host: lab']);
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toContain(`\r\nAllow: ${methods}\r\n`);
});
