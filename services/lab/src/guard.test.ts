import { describe, expect, it } from 'vitest';
import { useLonelyLab } from './testing/lonely-lab.js';

const host = '127.0.0.1:8080';
const lab = useLonelyLab({ hosts: ['lab.example', '[2001:db8::7]'] });

describe('the name by which a browser came', () => {
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

  it('goes for the page, and for what is not there', async () => {
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
    ['somebody who typed the address', { 'sec-fetch-site': 'none' }, 404],
    ['another site', { origin: 'http://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, 403],
    ['another name of this machine', { origin: 'http://localhost:8080' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a file', { origin: 'file://' }, 403],
    ['an extension', { origin: `chrome-extension://${host}` }, 403],
    ['a user who is none', { origin: `http://evil.example@${host}` }, 403],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['one that says both', { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' }, 403],
    ['an empty origin', { origin: '' }, 403],
  ])('from %s is answered with %s %i', async (_who, headers, status) => {
    for (const method of ['POST', 'DELETE', 'PUT'] as const) {
      const url = method === 'DELETE' ? '/lab/clients/none' : '/lab/clients/none/logout';
      const answer = await lab().inject({ method, url, headers: { host, ...headers } });
      expect(answer.json()).toMatchObject({ status });
    }
  });

  it('from a page at the default port is the page’s own', async () => {
    const headers = { host: 'localhost', origin: 'http://localhost' };
    const answer = await lab().inject({ method: 'POST', url: '/lab/clients/none/copy', headers });
    expect(answer.statusCode).toBe(404);
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
