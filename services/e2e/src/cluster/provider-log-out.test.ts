// Log-out over the provider, on three instances: the browser ends its session there, and the provider calls one instance.
import { labClientId } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { type Browser, openBrowserAt } from '@scale-out-lab/provider/testing/browser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest({ PROVIDERS: '1' });
}, 30_000);
afterAll(() => cluster?.stop());

const mode = 'oidc-redis';
const openBrowser = () => openBrowserAt(`${cluster.url}/provider`, fetch);
const apiUrl = (path: string, of = mode) => `${cluster.url}/api/${of}/${path}`;

async function signIn(browser: Browser, username: string, of = mode): Promise<void> {
  const page = await browser.open(apiUrl('sign-in', of));
  if (page.body.includes('name="password"')) await browser.submit(page, { username, password: 'demo' });
  expect(await isLoggedIn(browser, of)).toBe(true);
}

async function isLoggedIn(browser: Browser, of = mode): Promise<boolean> {
  return (await browser.open(apiUrl('me', of))).status === 200;
}

async function logOutAtProvider(browser: Browser, url: string) {
  const question = await browser.open(url);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? '';
  return browser.submit(question, { xsrf, logout: 'yes' });
}

it('ends the session of the browser that logs out at the provider, and no other of the user', async () => {
  const [one, other] = [openBrowser(), openBrowser()];
  for (const browser of [one, other]) await signIn(browser, 'vu-0001');
  await logOutAtProvider(one, `${cluster.url}/provider/session/end`);
  expect([await isLoggedIn(one), await isLoggedIn(other)]).toEqual([false, true]);
});

it('ends the sessions in all modes, because each mode is a separate client', async () => {
  const browser = openBrowser();
  for (const of of ['oidc-redis', 'oidc-cookie']) await signIn(browser, 'vu-0002', of);
  await logOutAtProvider(browser, `${cluster.url}/provider/session/end`);
  expect([await isLoggedIn(browser), await isLoggedIn(browser, 'oidc-cookie')]).toEqual([false, false]);
});

it('a log-out of the lab names the page at which the provider logs out, which leads back to the lab', async () => {
  let cookie = '';
  const browser = openBrowserAt(`${cluster.url}/provider`, (url, init) => {
    cookie = new Headers(init?.headers).get('cookie') ?? '';
    return fetch(url, init);
  });
  await signIn(browser, 'vu-0003');
  const answer = await fetch(apiUrl('logout'), { method: 'POST', headers: { cookie } });
  const { endSessionUrl, revoked } = (await answer.json()) as { endSessionUrl: string; revoked: boolean };
  expect(revoked).toBe(true);
  expect(new URL(endSessionUrl).searchParams.get('client_id')).toBe(labClientId({ name: mode }));
  const back = await logOutAtProvider(browser, endSessionUrl);
  expect(back.url.href).toBe(`${cluster.url}/`);
  const again = await browser.open(apiUrl('sign-in'));
  expect(again.body).toContain('name="password"');
});

it.each([
  ['no form', undefined],
  ['an empty form', new URLSearchParams()],
  ['a text that is no token', new URLSearchParams({ logout_token: 'x' })],
  [
    'two tokens',
    new URLSearchParams([
      ['logout_token', 'a'],
      ['logout_token', 'b'],
    ]),
  ],
  ['JSON', JSON.stringify({ logout_token: 'a.b.c' })],
])('refuses a call with %s', async (_what, body) => {
  const answer = await fetch(apiUrl('backchannel-logout'), { method: 'POST', body: body ?? null });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'no-store']);
  expect(await answer.json()).toMatchObject({ code: 'invalid-logout-token' });
});

it('is a route of the modes with a provider alone', async () => {
  const answer = await fetch(apiUrl('backchannel-logout', 'session-redis'), { method: 'POST' });
  expect(answer.status).toBe(404);
});
