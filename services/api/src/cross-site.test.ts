// Only pages of the lab may make a browser use its cookies, as far as browsers name the origin of a request.
import { catalogue } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { demoUser, logIn, postLogin } from './testing/client.js';
import { useTestRedis } from './testing/redis-server.js';

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
  [
    'a browser to whose Host a proxy adds its port',
    { origin: 'https://app.example', host: 'app.example:443' },
  ],
  ['the same over HTTP', { origin: 'http://app.example', host: 'app.example:80' }],
  [
    'a browser that names the machine by its IPv6 address',
    { origin: 'http://[::1]:8080', host: '[::1]:8080' },
  ],
  ['the same at the default port', { origin: 'https://[::1]', host: '[::1]:443' }],
])('%s may', async (_who, headers) => {
  expect((await logOutFrom(headers)).statusCode).toBe(200);
});

it.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.test' }],
  ['another port, where Origin is missing', { 'sec-fetch-site': 'same-site' }],
  ['a user of the same name as the lab', { origin: `http://evil@${host}` }],
  ['a path behind the lab’s origin', { origin: `http://${host}/x` }],
  ['an extension that is called like the lab', { origin: `chrome-extension://${host}` }],
  ['the lab’s name in capitals', { origin: 'http://LAB.test', host: 'lab.test' }],
  ['an empty origin', { origin: '' }],
  ['the other scheme’s default port', { origin: 'http://app.example', host: 'app.example:443' }],
  ['who puts a path into Host', { origin: 'http://evil.test', host: 'evil.test/127.0.0.1' }],
  ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['an old browser on another site', { origin: 'http://evil.test' }],
  ['another port, in an old browser', { origin: 'http://127.0.0.1:9999' }],
  ['who says it twice', { 'sec-fetch-site': 'cross-site, same-origin' }],
])('%s may not', async (_who, headers) => {
  const answer = await logOutFrom(headers);
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross-site']);
});

it('without the protection every site may send requests with cookies', async () => {
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

  it('a cross-site request with a Bearer header is accepted, since no browser adds it', async () => {
    const app = await buildTestApp(onTestFinished);
    const headers = { ...(await logIn(app, 'jwt-shared-key')), 'sec-fetch-site': 'cross-site' };
    const answer = await app.inject({ method: 'POST', url: '/api/jwt-shared-key/logout', headers });
    expect(answer.statusCode).toBe(200);
  });
});

describe('an Authorization header that is not the credential exempts from nothing', () => {
  // Browsers add the first three automatically, if a proxy in front of the lab has requested them.
  const added = [
    'Basic dXNlcjpwYXNz',
    'Negotiate TlRMTVNT',
    'NTLM TlRMTVNT',
    '',
    'Token x',
    'DPoP x',
    'Bearerx y',
  ];
  const noTokens = ['Bearer x', 'Bearer', 'bearer x'];
  const redis = useTestRedis();
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await buildTestApp(afterAll, { redisPath: redis.path });
  });

  const elsewhere = { host, 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' };

  async function cookieOf(mode: string): Promise<string> {
    const { cookies } = await postLogin(app, mode, { ...demoUser, transport: 'cookie' });
    return cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  }

  async function expectRefused(mode: string, authorization: string, isRead: boolean): Promise<void> {
    const { refresh } = catalogue.find(({ name }) => name === mode) ?? {};
    const headers = { ...elsewhere, authorization, cookie: await cookieOf(mode) };
    const ask = (method: 'POST' | 'DELETE', route: string, payload?: object) =>
      app.inject({ method, url: `/api/${mode}/${route}`, headers, ...(payload && { payload }) });
    const answers = [await ask('POST', 'login', demoUser)];
    if (!isRead) answers.push(await ask('POST', 'logout'), await ask('DELETE', 'sessions/x'));
    if (refresh) answers.push(await ask('POST', 'refresh'), await ask('POST', 'logout'));
    expect(answers.map((answer) => answer.json().code)).toEqual(answers.map(() => 'cross-site'));
    for (const answer of answers) expect(answer.headers).not.toHaveProperty('set-cookie');
    const me = await app.inject({ url: `/api/${mode}/me`, headers: { cookie: headers.cookie } });
    expect(me.statusCode).toBe(200);
  }

  it.each(catalogue)('in $name', async ({ name, credential }) => {
    for (const authorization of added) await expectRefused(name, authorization, false);
    // Where tokens are read it is the header's that counts, bad as it is, and a log-in or a refresh reads none.
    for (const authorization of noTokens) await expectRefused(name, authorization, credential === 'jwt');
  });
});
