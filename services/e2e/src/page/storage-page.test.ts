// The lab's storage page itself: the experiments on it, with its buttons and links.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, findMode, modeNamed } from '@scale-out-lab/core';
import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { it } from '../support/browser/page-test.js';
import {
  addressOf,
  isLoggedIn,
  logIn,
  logOut,
  openPage,
  type Place,
  username,
} from '../support/browser/storage-page.js';
import { startClusterForTest } from '../support/cluster.js';

/** Exceptions in the pages of the browser from now on. */
function errorsOf(browser: BrowserContext): readonly string[] {
  const errors: string[] = [];
  browser.on('weberror', (error) => errors.push(error.error().message));
  return errors;
}

it('offers every mode, by its kind of credential, and shows the lesson of the chosen one', async ({
  lab,
  openContext,
}) => {
  const browser = await openContext();
  const page = await openPage(browser, lab.cluster.storageUrl, { mode: 'jwt-shared-key', place: 'cookie' });
  const offered = await page.locator('option').allTextContents();
  const byKind = (['session', 'jwt'] as const).flatMap((kind) =>
    catalogue.filter(({ credential }) => credential === kind),
  );
  expect(offered).toEqual(byKind.map(({ name }) => name));
  const { name, teaches } = modeNamed('jwt-shared-key');
  expect(await page.locator('#teaches').innerText()).toBe(`${name}: ${teaches.en}`);
});

it('handles a click before it is ready, and keeps the password out of its address', async ({
  lab,
  openContext,
}) => {
  const browser = await openContext();
  const errors = errorsOf(browser);
  await browser.route('**/api/modes?*', async (route) => {
    await sleep(500);
    await route.continue();
  });
  const place: Place = { mode: 'jwt-shared-key', place: 'localStorage' };
  const page = await openPage(browser, lab.cluster.storageUrl, place);
  expect((await logIn(page)).status).toBe(200);
  expect(page.url()).toBe(addressOf(lab.cluster.storageUrl, place));
  expect(errors).toEqual([]);
});

it('shows a message when the lab does not answer', async ({ lab, openContext }) => {
  const browser = await openContext();
  const errors = errorsOf(browser);
  await browser.route('**/api/modes?*', (route) => route.abort());
  const page = await openPage(browser, lab.cluster.storageUrl, {
    mode: 'jwt-shared-key',
    place: 'localStorage',
  });
  await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/does not answer/);
  expect(errors).toEqual([]);
});

it.for([
  { mode: 'session-redis', place: 'cookie' },
  { mode: 'jwt-shared-key', place: 'cookie' },
  { mode: 'jwt-shared-key', place: 'localStorage' },
  { mode: 'jwt-refresh', place: 'cookie' },
  { mode: 'jwt-refresh', place: 'localStorage' },
] as const)('logs in, knows who that is, and logs out: %j', async (place, { lab, openContext }) => {
  const browser = await openContext();
  const errors = errorsOf(browser);
  const page = await openPage(browser, lab.cluster.storageUrl, place);
  expect((await logIn(page)).status).toBe(200);
  expect(await isLoggedIn(page)).toBe(true);
  expect((await logOut(page)).status).toBe(200);
  expect(await isLoggedIn(page)).toBe(false);
  expect(errors).toEqual([]);
});

it('renews a token that has expired, from the cookie and from the sessionStorage', async ({
  openContext,
}) => {
  const cluster = await startClusterForTest({ INSTANCES: '1', ACCESS_TTL: '3' });
  onTestFinished(cluster.stop);
  const tryIn = async (kept: 'cookie' | 'sessionStorage') => {
    const browser = await openContext();
    const errors = errorsOf(browser);
    const page = await openPage(browser, cluster.storageUrl, { mode: 'jwt-refresh', place: kept });
    await logIn(page);
    await sleep(3100);
    await page.getByRole('button', { name: 'Who am I?' }).click();
    await expect
      .poll(() => page.locator('#answers li').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^200\s+GET \/api\/jwt-refresh\/me[\s\S]*vu-0001/),
        expect.stringMatching(/^200\s+POST \/api\/jwt-refresh\/refresh/),
        expect.stringMatching(/^401\s+GET \/api\/jwt-refresh\/me/),
        expect.stringMatching(/^200\s+POST \/api\/jwt-refresh\/login/),
      ]);
    await sleep(3100);
    expect((await logOut(page)).body).toMatchObject({ username });
    expect(errors).toEqual([]);
  };
  await Promise.all([tryIn('cookie'), tryIn('sessionStorage')]);
});

it('shows the contents that a script can read, and runs the scripts that it offers', async ({
  lab,
  openContext,
}) => {
  const browser = await openContext();
  const errors = errorsOf(browser);
  const page = await openPage(browser, lab.cluster.storageUrl, {
    mode: 'jwt-shared-key',
    place: 'localStorage',
  });
  const { access_token: token = '?' } = (await logIn(page)).body;
  await expect.poll(() => page.locator('#readable').innerText()).toContain(token);

  const greeting = page.locator('#greeting');
  await page.getByRole('link', { name: 'A script that reads' }).click();
  await expect.poll(() => greeting.innerText()).toContain(token);
  await page.getByRole('link', { name: 'A script that acts as you' }).click();
  await expect.poll(() => page.locator('#answers').innerText()).toContain(username);
  await page.getByRole('link', { name: 'A script that waits for your password' }).click();
  await expect.poll(() => greeting.innerText()).toBe('Type a password above');
  await page.getByLabel('Password').fill('secret');
  await expect.poll(() => greeting.innerText()).toBe('So far: secret');
  await page.getByLabel('Or write your own').fill('Hello, <i>you</i>');
  await page.getByRole('button', { name: 'Put it into the address' }).click();
  await expect.poll(() => greeting.innerHTML()).toBe('Hello, <i>you</i>');
  expect(errors).toEqual([]);
});

it('is in Korean for a Korean browser or by a link, and leads back to the page in that language', async ({
  lab,
  browser,
}) => {
  const korean = await browser.newContext({ locale: 'ko-KR' });
  onTestFinished(() => korean.close());
  const page = await openPage(korean, lab.cluster.storageUrl, { mode: 'jwt-shared-key', place: 'cookie' });
  await expect.poll(() => page.title()).toContain('스케일 아웃 랩');
  await page.locator('form:not([inert])').waitFor();
  expect(await page.locator('#teaches').innerText()).toBe(
    `jwt-shared-key: ${findMode('jwt-shared-key')?.teaches.ko}`,
  );
  for (const sentence of (await page.locator('body').innerText()).split('\n')) {
    // Names of modes and places are the same everywhere.
    if (/[a-z]+ [a-z]+/i.test(sentence)) expect.soft(sentence).toMatch(/[가-힣]|^English$/);
  }
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Where the client keeps it' }).waitFor();
  expect(page.url()).toContain('mode=jwt-shared-key&place=cookie');
  await page.getByRole('link', { name: '한국어' }).click();
  await page.getByRole('link', { name: '← 스케일 아웃 랩' }).click();
  await page.waitForURL(`${lab.url}/?lang=ko`);
});
