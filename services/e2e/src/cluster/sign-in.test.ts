// Sign-ins through the OpenID provider, on three instances behind nginx: each place of the pending sign-in, and what the
// callback refuses.
import { catalogue } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { type Answer, type Browser, openBrowserAt } from '@scale-out-lab/provider/testing/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest({ PROVIDERS: '1' });
}, 30_000);
afterAll(() => cluster?.stop());

const oidcModes = catalogue.filter(({ signIn }) => signIn === 'oidc').map(({ name }) => name);
const credentials = { username: 'vu-0001', password: 'demo' };
const openBrowser = () => openBrowserAt(`${cluster.url}/provider`, fetch);
const signInUrl = (mode: string, query = '') => `${cluster.url}/api/${mode}/sign-in${query}`;

/** The answer at the end of the chain of redirects: the page of the lab, or a refusal of the callback. */
async function signIn(browser: Browser, mode: string, query = '?return_to=/api/modes'): Promise<Answer> {
  const page = await browser.open(signInUrl(mode, query));
  return page.body.includes('name="password"') ? browser.submit(page, credentials) : page;
}

describe.each(oidcModes.filter((name) => name !== 'oidc-memory'))('%s', (mode) => {
  it('signs every user in, and every instance knows the user', async () => {
    for (let number = 0; number < 4; number += 1) {
      const browser = openBrowser();
      const answer = await signIn(browser, mode);
      expect([answer.url.pathname, answer.status]).toEqual(['/api/modes', 200]);
      const me = await browser.open(`${cluster.url}/api/${mode}/me`);
      expect([me.status, me.body]).toEqual([200, expect.stringContaining('vu-0001')]);
    }
  });

  it('lets two tabs of one browser sign in at once', async () => {
    const browser = openBrowser();
    const [one, two] = [await browser.open(signInUrl(mode)), await browser.open(signInUrl(mode))];
    expect((await browser.submit(two, credentials)).url.pathname).toBe('/');
    expect((await browser.submit(one, credentials)).url.pathname).toBe('/');
  });
});

describe('oidc-memory', () => {
  it('loses every sign-in by strict rotation: the callback reaches the next instance', async () => {
    for (let number = 0; number < 6; number += 1) {
      const answer = await signIn(openBrowser(), 'oidc-memory');
      expect(answer.status).toBe(400);
      const { code, detail, issuedBy, servedBy } = JSON.parse(answer.body);
      expect(code).toBe('unknown-sign-in');
      expect(servedBy).not.toBe(issuedBy);
      expect(detail).toBe(`${issuedBy} began this sign-in; ${servedBy} has never seen it.`);
    }
  });

  it('signs a user in when other requests bring the callback back to the instance that began it', async () => {
    const browser = openBrowser();
    const page = await browser.open(signInUrl('oidc-memory'));
    for (let number = 0; number < 2; number += 1) await fetch(`${cluster.url}/api/instance`);
    expect((await browser.submit(page, credentials)).url.pathname).toBe('/');
  });
});

describe('a callback', () => {
  const mode = 'oidc-redis';

  /** A sign-in without a sent callback: the browser, and the URL of the callback. */
  async function reachCallback() {
    let callback = new URL(cluster.url);
    const stopAtCallback: typeof fetch = async (input, init) => {
      const url = new URL(String(input));
      if (!url.pathname.endsWith('/callback')) return fetch(input, init);
      callback = url;
      return new Response('', { headers: init?.headers ?? {} });
    };
    const browser = openBrowserAt(`${cluster.url}/provider`, stopAtCallback);
    const answer = await signIn(browser, mode, '');
    return { cookie: answer.headers.get('cookie') ?? '', callback };
  }

  const send = (url: URL, cookie: string) => fetch(url, { redirect: 'manual', headers: { cookie } });

  it('is accepted once', async () => {
    const { cookie, callback } = await reachCallback();
    const first = await send(callback, cookie);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const again = await send(callback, cookie);
    expect([again.status, await again.json()]).toMatchObject([400, { code: 'unknown-sign-in' }]);
    expect(again.headers.getSetCookie().some((line) => line.startsWith('sid-'))).toBe(false);
  });

  it('is refused with a code that the provider did not issue', async () => {
    const { cookie, callback } = await reachCallback();
    callback.searchParams.set('code', 'of-an-attacker');
    const answer = await send(callback, cookie);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'sign-in-failed' }]);
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('sid-'))).toBe(false);
  });
});

it('hides the pending sign-in: an encrypted cookie that neither scripts nor other paths see', async () => {
  const answer = await fetch(signInUrl('oidc-cookie'), { redirect: 'manual' });
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^sign-in-[\w-]{8}=eyJ/);
  for (const attribute of ['Path=/api/oidc-cookie/callback', 'HttpOnly', 'SameSite=Lax', 'Max-Age=300'])
    expect(cookie).toContain(attribute);
  const { nonce } = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
  expect(Buffer.from(cookie, 'base64').toString('latin1')).not.toContain(nonce);
});

it('answers 503 while no provider runs, and 404 in a mode without a provider', async () => {
  for (const provider of cluster.providers) await provider.stop();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => fetch(signInUrl('oidc-cookie'), { redirect: 'manual' })),
  );
  // An instance that has discovered the provider leads the browser there all the same.
  for (const answer of answers) expect([302, 503]).toContain(answer.status);
  expect((await fetch(signInUrl('session-redis'))).status).toBe(404);
});
