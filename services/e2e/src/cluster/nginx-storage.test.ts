// The two origins that nginx serves: the deliberately vulnerable page has the API, and nothing of the control room.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type NginxAlone,
  type NotingServer,
  startNginxAlone,
  startNotingServer,
} from '../support/nginx-alone.js';

let instance: NotingServer;
let lab: NotingServer;
let nginx: NginxAlone;

beforeAll(async () => {
  instance = await startNotingServer(({ headers }, response) => response.end(JSON.stringify(headers)));
  lab = await startNotingServer((_, response) => response.end('the control room'));
  nginx = await startNginxAlone({ instancePorts: [instance.port], labPort: lab.port });
}, 30_000);
afterAll(async () => {
  await nginx?.stop();
  await Promise.all([lab, instance].map((server) => server?.stop()));
});

const open = (port: number, path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });

const inEveryAnswer = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

describe('at the port of the vulnerable page', () => {
  it.each([
    ['/storage/', 'text/html; charset=utf-8'],
    ['/storage/hole.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as %s, to no other origin and in no frame', async (path, type) => {
    const { status, headers } = await open(nginx.storagePort, path);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "frame-ancestors 'none'",
      'x-frame-options': 'DENY',
    });
  });

  it('the way back leads to the page, and keeps the language', async () => {
    const { status, headers } = await open(nginx.storagePort, '/storage/back?lang=ko');
    expect([status, headers.get('location')]).toEqual([302, `http://127.0.0.1:${nginx.port}/?lang=ko`]);
    expect(Object.fromEntries(headers)).toMatchObject(inEveryAnswer);
  });

  it('the instances answer the API, and get that port', async () => {
    const answer = await open(nginx.storagePort, '/api/instance');
    expect(await answer.json()).toMatchObject({ 'x-forwarded-host': `127.0.0.1:${nginx.storagePort}` });
  });

  it.each(['/', '/lab', '/lab/state', '/lab/events', '/assets/x.js', '/docs', '/docs/json', '/favicon.svg'])(
    '%s is not found, and does not reach the control room',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await open(nginx.storagePort, path, { method });
        expect(answer.status).toBe(404);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(await answer.json()).toMatchObject({ code: 'not-found', servedBy: 'nginx' });
      }
      expect(lab.asked).toEqual([]);
    },
  );

  it('/storage leads to the page', async () => {
    const { status, headers } = await open(nginx.storagePort, '/storage');
    expect([status, headers.get('location')]).toEqual([308, '/storage/']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-instance-id': 'nginx',
      ...inEveryAnswer,
    });
  });
});

describe('at the port of the control room', () => {
  it.each([
    ['Host: 127.0.0.1:8080', '/storage/?mode=jwt-refresh', '127.0.0.1'],
    ['Host: lab.example', '/storage/hole.js', 'lab.example'],
    ['Host: [::1]:9090', '/storage', '[::1]'],
    ['Host: evil"<>', '/storage/', '127.0.0.1'],
  ])('with "%s" %s redirects to the other port, and serves nothing itself', async (host, path, name) => {
    const answer = await nginx.exchange([`GET ${path} HTTP/1.1`, host]);
    expect(answer).toMatch(/^HTTP\/1\.1 302 /);
    expect(answer).toContain(`\r\nLocation: http://${name}:${nginx.storagePort}${path}\r\n`);
    expect(answer).not.toContain('greeting');
  });
});

it('an address of IPv6 is written in brackets where a client names no host', async () => {
  const alone = await startNginxAlone({ instancePorts: [instance.port], address: '::1' });
  const [, body = ''] = (await alone.exchange(['GET /api/instance HTTP/1.0'])).split('\r\n\r\n');
  expect(JSON.parse(body)).toMatchObject({ host: `[::1]:${alone.port}` });
  expect(await alone.exchange(['GET /storage/ HTTP/1.0'])).toContain(
    `Location: http://[::1]:${alone.storagePort}/storage/`,
  );
  await alone.stop();
}, 30_000);
