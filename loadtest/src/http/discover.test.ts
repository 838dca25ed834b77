import type { RequestListener } from 'node:http';
import { serve } from '@scale-out-lab/core/testing/serve';
import { describe, expect, it } from 'vitest';
import { discoverInstances, localUrl, parseUrl } from './discover.js';

const never = new AbortController().signal;
const serveBelow = async (listener: RequestListener) => new URL('/below/', await serve(listener));

describe('instances behind a URL', () => {
  it.each([1, 3, 5, 12])('%i are found, behind a balancer that picks at random', async (n) => {
    const url = await serveBelow((request, response) => {
      // Each instance returns soon, so that the test does not depend on luck.
      const turn = served++;
      const picked = turn % 2 === 0 ? turn / 2 : Math.floor(Math.random() * n);
      expect(request.url).toBe('/below/api/instance');
      response
        .setHeader('server', 'nginx/1.30.6')
        .end(JSON.stringify({ instanceId: `api-${(picked % n) + 10}` }));
    });
    let served = 0;
    const expected = Array.from({ length: n }, (_, index) => `api-${index + 10}`);
    expect(await discoverInstances(url, never)).toEqual({ instances: expected, server: 'nginx/1.30.6' });
  });

  it('instances are named by the header if the body does not name them', async () => {
    const url = await serveBelow(
      (_, response) => void response.setHeader('X-Instance-Id', 'api-7').end('{}'),
    );
    expect(await discoverInstances(url, never)).toMatchObject({ instances: ['api-7'] });
  });
});

describe('something else behind the URL', () => {
  it.each([
    { what: 'a page', status: 200, body: '<html>' },
    { what: 'a 404', status: 404, body: '{}' },
  ])('$what is not the lab', async ({ status, body }) => {
    const url = await serveBelow((_, response) => void response.writeHead(status).end(body));
    await expect(discoverInstances(url, never)).rejects.toMatchObject({
      exitCode: 3,
      message: `Something answers at ${url.href}, but it is not the scale-out lab: GET /api/instance was answered with ${status} and names no instance. Name another address with --url.`,
    });
  });

  it('discovery ends if each answer has a new name', async () => {
    let served = 0;
    const url = await serveBelow((_, response) => void response.end(`{"instanceId":"${served++}"}`));
    await expect(discoverInstances(url, never)).rejects.toThrow('over 200 instances answered');
  });

  it('a balancer without instances is reported as such', async () => {
    const url = await serveBelow((_, response) => void response.writeHead(502).end());
    await expect(discoverInstances(url, never)).rejects.toThrow(
      'the balancer is up, but none of its instances',
    );
  });
});

it.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['https://lab.example/base/', 'https://lab.example/base/'],
  ['http://[::1]:8080', 'http://[::1]:8080/'],
])('%s is an address', (text, href) => {
  expect(parseUrl(text).href).toBe(href);
});

it.each([
  '',
  '127.0.0.1:8080',
  'localhost:8080',
  'ftp://host',
  'http://',
  'http://user@host',
  'http://host?a=1',
])('"%s" is refused, with its value and the accepted form', (text) => {
  expect(() => parseUrl(text)).toThrow(
    `--url is "${text.replace('user@', '…@')}"; expected an address such as http://127.0.0.1:8080.`,
  );
});

it.each([
  [undefined, 'http://127.0.0.1:8080/'],
  ['', 'http://127.0.0.1:8080/'],
  ['9090', 'http://127.0.0.1:9090/'],
])('LAB_PORT %s leads to %s', (port, href) => {
  expect(localUrl({ LAB_PORT: port }).href).toBe(href);
});

it('LAB_TLS=on leads to https', () => {
  expect(localUrl({ LAB_TLS: 'on' }).href).toBe('https://127.0.0.1:8080/');
});

it.each(['abc', '0', '65536', '80a', '-1'])('LAB_PORT %s is refused', (port) => {
  expect(() => localUrl({ LAB_PORT: port })).toThrow(
    `LAB_PORT is "${port}"; expected a whole number from 1 to 65535.`,
  );
});
