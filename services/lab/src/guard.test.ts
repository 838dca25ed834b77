import { describe, expect, it } from 'vitest';
import { useOfflineLab } from './testing/offline-lab.js';

const host = '127.0.0.1:8080';
const lab = useOfflineLab({ hosts: ['lab.example', '[2001:db8::7]'] });

describe('the host name of a request', () => {
  it.each([
    ['127.0.0.1:8080', 200],
    ['127.0.0.1', 200],
    ['localhost:4000', 200],
    ['LOCALHOST', 200],
    ['[::1]:8080', 200],
    ['lab.example:8080', 200],
    ['Lab.Example', 200],
    ['[2001:db8::7]:80', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['evil127.0.0.1', 403],
    ['evil-lab.example', 403],
    ['evil.lab.example', 403],
    ['xlocalhost:8080', 403],
    ['localhost:80', 200],
    ['lab.example:443', 200],
    ['localhost.', 403],
    ['127.0.0.2', 403],
    ['localhost:8080:1', 403],
    ['localhost@evil.example', 403],
    ['[::1', 403],
  ])('"%s" is answered with %i', async (name, status) => {
    for (const url of ['/lab/runs', '/docs/json']) {
      const answer = await lab().inject({ url, headers: { host: name } });
      expect(answer.statusCode).toBe(status);
    }
  });

  it('the check covers the page, and paths without a route', async () => {
    for (const url of ['/', '/docs', '/lab/events', '/nothing']) {
      const answer = await lab().inject({ url, headers: { host: 'evil.example' } });
      expect(answer.json()).toMatchObject({ status: 403, code: 'foreign-host' });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });
});

describe('a change', () => {
  it.each([
    ['no browser', {}, 404],
    ['the page', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 404],
    ['the page behind TLS', { origin: `https://${host}` }, 404],
    ['a typed address', { 'sec-fetch-site': 'none' }, 404],
    ['another site', { origin: 'http://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, 403],
    ['another name of this machine', { origin: 'http://localhost:8080' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a file', { origin: 'file://' }, 403],
    ['an extension', { origin: `chrome-extension://${host}` }, 403],
    ['a user name before the host', { origin: `http://evil.example@${host}` }, 403],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port, which names no origin', { 'sec-fetch-site': 'same-site' }, 403],
    ['a browser of another word', { 'sec-fetch-site': 'same-origin, cross-site' }, 403],
    ['one that says both', { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' }, 403],
    ['an empty origin', { origin: '' }, 403],
  ])('from %s is answered with %s %i', async (_who, headers, status) => {
    const changes = { POST: '/lab/clients/none/logout', DELETE: '/lab/clients/none', PUT: '/lab/nothing' };
    for (const [method, url] of Object.entries(changes) as ['POST' | 'DELETE' | 'PUT', string][]) {
      const answer = await lab().inject({ method, url, headers: { host, ...headers } });
      expect(answer.json()).toMatchObject({ status });
    }
  });

  it.each([
    ['localhost', 'http://localhost', 404],
    ['localhost:80', 'http://localhost', 404],
    ['lab.example:443', 'https://lab.example', 404],
    ['lab.example', 'https://lab.example:443', 403],
    ['lab.example:443', 'http://lab.example', 403],
    ['lab.example', 'https://lab.example:8443', 403],
    ['[::1]:8080', 'http://[::1]:8080', 404],
    ['[::1]:80', 'http://[::1]', 404],
    ['[::1]:8080', 'http://[::1]:8081', 403],
  ])('at %s from a page of %s is answered with %i', async (name, origin, status) => {
    const headers = { host: name, origin };
    const answer = await lab().inject({ method: 'POST', url: '/lab/clients/none/copy', headers });
    expect(answer.statusCode).toBe(status);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as %s, which a form can send, is refused',
    async (type) => {
      const headers = { host, 'content-type': type };
      const payload = '{"ring":"jwt","how":"cut"}';
      const answer = await lab().inject({ method: 'POST', url: '/lab/keys', headers, payload });
      expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  it('gets no permission by CORS', async () => {
    const headers = { host, origin: 'http://evil.example', 'access-control-request-method': 'PUT' };
    const answers = [
      await lab().inject({ method: 'OPTIONS', url: '/lab/instances', headers }),
      await lab().inject({ url: '/lab/runs', headers }),
    ];
    for (const answer of answers) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a route that reads', () => {
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const reads = ['/lab/state', '/lab/events', '/lab/runs', '/lab/experiments', '/lab/runs/run-1/report.html'];
  const documents = ['/', '/docs', '/docs/json'];

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a stream of another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['an old browser’s other site', { origin: 'http://evil.example' }],
    [
      'a frame of another site',
      { ...navigation, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
    ],
  ])('is refused to %s, under /lab and elsewhere', async (_who, headers) => {
    for (const url of [...reads, ...documents]) {
      const answer = await lab().inject({ url, headers: { host, ...headers } });
      expect(answer.json(), url).toMatchObject({ status: 403, code: 'cross-origin' });
    }
  });

  it.each([['cross-site'], ['same-site']])(
    'opens by a link of a %s page, but not under /lab',
    async (site) => {
      const headers = { host, ...navigation, 'sec-fetch-site': site };
      for (const url of [...reads, '/%6cab/state']) {
        expect((await lab().inject({ url, headers })).statusCode, url).toBe(403);
      }
      for (const url of ['/docs', '/docs/json']) {
        expect((await lab().inject({ url, headers })).statusCode, url).toBe(200);
      }
      expect((await lab().inject({ url: '/', headers })).body).toContain('The page is not built');
    },
  );

  it.each([
    ['the page', { 'sec-fetch-site': 'same-origin' }],
    ['a typed address', { ...navigation, 'sec-fetch-site': 'none' }],
    ['curl', {}],
  ])('is answered to %s', async (_who, headers) => {
    for (const url of ['/lab/state', '/lab/runs', '/lab/experiments', '/docs']) {
      expect((await lab().inject({ url, headers: { host, ...headers } })).statusCode, url).toBe(200);
    }
  });
});

it('every answer states its type and its origin, refusals too', async () => {
  const requests = [
    { url: '/lab/runs', headers: { host } },
    { url: '/docs', headers: { host } },
    { url: '/lab/nothing', headers: { host } },
    { url: '/lab/%zz', headers: { host } },
    { url: '/lab/runs', headers: { host: 'evil.example' } },
    { url: '/lab/runs', headers: { host, 'sec-fetch-site': 'cross-site' } },
  ];
  for (const request of requests) {
    const { headers } = await lab().inject(request);
    expect(headers, JSON.stringify(request)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
  const { headers } = await lab().inject({ url: '/lab/runs', headers: { host: 'evil.example' } });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
});
