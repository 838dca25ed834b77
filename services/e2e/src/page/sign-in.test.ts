// Chromium signs in through the provider's own pages: in each mode, in both languages, and for a program of this machine.

import { catalogue, type Language, languages } from '@scale-out-lab/core';
import { serve } from '@scale-out-lab/core/testing/serve';
import { begin } from '@scale-out-lab/provider/testing/sign-in';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { it } from '../support/browser/page-test.js';

const words = {
  en: { logIn: 'Log in', username: 'Username', password: 'Password', allow: 'Allow', refuse: 'Refuse' },
  ko: { logIn: '로그인', username: '사용자 이름', password: '비밀번호', allow: '허용', refuse: '거부' },
} as const satisfies Record<Language, object>;

async function logIn(page: Page, language: Language, username = 'vu-0001'): Promise<void> {
  const { logIn: button, username: user, password } = words[language];
  await page.getByLabel(user).fill(username);
  await page.getByLabel(password).fill('demo');
  await page.getByRole('button', { name: button }).click();
}

const modes = catalogue.filter(({ signIn }) => signIn === 'oidc');
/** The pages of the provider are the same for each mode. */
const cases = modes.map(({ name }, index) => [name, index === 0 ? 'ko' : 'en'] as const);
/** Whether the callback must reach the instance that began the sign-in, and the balancer does not ensure it. */
const isByChance = (mode: string) => {
  const { transaction, balancing } = modes.find(({ name }) => name === mode) ?? {};
  return transaction === 'memory' && balancing === 'round-robin';
};

it.for(cases)(
  '%s, %s: Chromium logs in at the provider, comes back to return_to, and is the user',
  async ([mode, language], { lab, openContext }) => {
    const page = await (await openContext()).newPage();
    const returnTo = `/?lang=${language}&panel=token`;
    const query = new URLSearchParams({ return_to: returnTo, ui_locales: language });
    await page.goto(`${lab.url}/api/${mode}/sign-in?${query}`);
    expect(new URL(page.url()).pathname).toMatch(/^\/provider\/interaction\//);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    // Two more requests bring the rotation of three instances back to the one that began the sign-in.
    if (isByChance(mode)) for (let sent = 0; sent < 2; sent += 1) await fetch(`${lab.url}/api/instance`);
    await logIn(page, language);
    await page.waitForURL((url) => url.pathname === '/');
    const { pathname, search } = new URL(page.url());
    expect(pathname + search).toBe(returnTo);
    const me = await page.request.get(`${lab.url}/api/${mode}/me`);
    expect([me.status(), await me.json()]).toMatchObject([200, { username: 'vu-0001' }]);
  },
);

it.for(modes.filter(({ name }) => isByChance(name)).map(({ name }) => name))(
  '%s: Chromium alone never gets logged in, because the callback reaches the next instance',
  async (mode, { lab, openContext }) => {
    const page = await (await openContext()).newPage();
    await page.goto(`${lab.url}/api/${mode}/sign-in`);
    await logIn(page, 'en');
    for (let tries = 0; tries < 3; tries += 1) {
      await page.waitForURL(`${lab.url}/api/${mode}/callback?*`);
      const problem = JSON.parse(String(await page.evaluate('document.body.textContent')));
      expect(problem).toMatchObject({
        code: 'unknown-sign-in',
        detail: `${problem.issuedBy} began this sign-in; ${problem.servedBy} has never seen it.`,
      });
      // The provider remembers the browser, so the second sign-in needs no password.
      await page.goto(`${lab.url}/api/${mode}/sign-in`);
    }
  },
);

/** The lab at a name of another site than that of the provider, and a user who is at the provider. */
const otherSite = (url: string) => url.replace('127.0.0.1', 'localhost');

it.for([
  ['Lax', 200],
  ['Strict', 400],
] as const)(
  'a SameSite=%s cookie of a pending sign-in, when the provider is another site: the return is answered with %i',
  async ([sameSite, status], { lab, openContext }) => {
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(otherSite(`${lab.url}/api/oidc-redis/sign-in?return_to=/api/modes`));
    expect(new URL(page.url()).hostname).toBe('127.0.0.1');
    const cookies = await context.cookies(otherSite(`${lab.url}/api/oidc-redis/callback`));
    const [pending] = cookies.filter(({ name }) => name.startsWith('sign-in-'));
    if (!pending) throw new Error('the browser has no cookie of the pending sign-in');
    expect(pending.sameSite).toBe('Lax');
    await context.addCookies([{ ...pending, sameSite }]);
    const returned = page.waitForResponse((answer) => isLabPage(answer.url(), answer.status()));
    await logIn(page, 'en');
    const answer = await returned;
    expect(answer.status()).toBe(status);
    if (status === 200) return;
    const reason = 'This browser did not begin the sign-in';
    expect(await answer.json()).toMatchObject({
      code: 'unknown-sign-in',
      detail: expect.stringContaining(reason),
    });
  },
);

/** The end of the redirects, at the lab. */
function isLabPage(url: string, status: number): boolean {
  return new URL(url).hostname === 'localhost' && (status === 200 || status === 400);
}

it('shows a wrong password in place, and lets the user try again', async ({ lab, openContext }) => {
  const page = await (await openContext()).newPage();
  await page.goto(`${lab.url}/api/oidc-redis/sign-in?ui_locales=ko`);
  await page.getByLabel(words.ko.username).fill('vu-0002');
  await page.getByLabel(words.ko.password).fill('wrong');
  await page.getByRole('button', { name: words.ko.logIn }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toBe('사용자 이름 또는 비밀번호가 틀렸습니다.');
  expect(await page.getByLabel(words.ko.username).inputValue()).toBe('vu-0002');
  await logIn(page, 'ko', 'vu-0002');
  await page.waitForURL(`${lab.url}/`);
});

/** A program of this machine that waits for the callback. @returns its redirect URI */
async function listenForCallback(): Promise<string> {
  return `${await serve((request, response) => response.end(`came back: ${request.url}`))}/callback`;
}

it.for(languages)(
  'asks for consent in %s before a program of this machine gets a code, and sends a refusal back, too',
  async (language, { lab, openContext }) => {
    const redirectUri = await listenForCallback();
    const open = async () => {
      const changes = { redirect_uri: redirectUri, ui_locales: language };
      return (await begin(changes, `${lab.url}/provider`)).url.href;
    };
    const page = await (await openContext()).newPage();
    await page.goto(await open());
    await logIn(page, language);
    await page.getByRole('button', { name: words[language].allow }).click();
    await page.waitForURL(`${redirectUri}?*`);
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[\w-]{20,}$/);

    await page.goto(await open());
    await page.getByRole('button', { name: words[language].refuse }).click();
    await page.waitForURL(`${redirectUri}?*error=*`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  },
);
