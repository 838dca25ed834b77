// Who may make a browser use its cookies: pages of the lab alone, as far as browsers say where a request comes from.

import { catalogue } from '@scale-out-lab/modes';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { demoUser, logIn, postLogin } from './testing/client.js';

const mode = 'session-memory';
const host = '127.0.0.1:8080';

async function logOutFrom(headers: Record<string, string>, config = {}) {
  const app = await buildTestApp(onTestFinished, { config });
  const credential = await logIn(app, mode);
  return app.inject({
    method: 'POST',
    url: `/api/${mode}/logout`,
    headers: { host, ...credential, ...headers },
  });
}

it.each([
  ['a page of the lab', { 'sec-fetch-site': 'same-origin', origin: `http://${host}` }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['a browser without Fetch Metadata', { origin: `http://${host}` }],
  ['no browser', {}],
  ['a browser behind the balancer', { origin: 'http://lab.test', 'x-forwarded-host': 'lab.test' }],
])('%s may', async (_who, headers) => {
  expect((await logOutFrom(headers)).statusCode).toBe(200);
});

it.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.test' }],
  ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['an old browser on another site', { origin: 'http://evil.test' }],
  ['another port, in an old browser', { origin: 'http://127.0.0.1:9999' }],
  ['who says it twice', { 'sec-fetch-site': 'cross-site, same-origin' }],
])('%s may not', async (_who, headers) => {
  const answer = await logOutFrom(headers);
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross-site']);
});

it('with the protection off everybody may, and cookies come along from every site', async () => {
  const config = { isCsrfProtected: false };
  expect((await logOutFrom({ 'sec-fetch-site': 'cross-site' }, config)).statusCode).toBe(200);
  const app = await buildTestApp(onTestFinished, { config });
  for (const name of [mode, 'jwt-shared-key']) {
    const [cookie] = (await postLogin(app, name, { ...demoUser, transport: 'cookie' })).cookies;
    expect(cookie).toMatchObject({ sameSite: 'None', secure: true, httpOnly: true });
  }
});

describe('every route that changes something is covered', () => {
  it.each(catalogue)('$name', async ({ name, refresh }) => {
    const app = await buildTestApp(onTestFinished);
    const routes = [
      ['POST', 'login'],
      ['POST', 'logout'],
      ['DELETE', 'sessions/x'],
      ...(refresh ? [['POST', 'refresh']] : []),
    ] as ['POST' | 'DELETE', string][];
    for (const [method, route] of routes) {
      const headers = { 'sec-fetch-site': 'cross-site' };
      const payload = method === 'POST' && route === 'login' ? demoUser : undefined;
      const answer = await app.inject({
        method,
        url: `/api/${name}/${route}`,
        headers,
        ...(payload && { payload }),
      });
      expect(answer.statusCode, route).toBe(403);
    }
  });

  it('but not what a header proves to come from a script of the lab', async () => {
    const app = await buildTestApp(onTestFinished);
    const headers = { ...(await logIn(app, 'jwt-shared-key')), 'sec-fetch-site': 'cross-site' };
    const answer = await app.inject({ method: 'POST', url: '/api/jwt-shared-key/logout', headers });
    expect(answer.statusCode).toBe(200);
  });
});
