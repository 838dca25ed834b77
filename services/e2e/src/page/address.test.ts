// The address: Back and Forward go through modes and panels, a reload keeps who is logged in, and a wrong name is reported.
import { setTimeout as sleep } from 'node:timers/promises';
import { settle } from '@scale-out-lab/bench/browser/lab-page';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { it } from '../support/browser/page-test.js';
import { workshopCommand } from '../support/workshop-command.js';

const { journeyTexts, pageTexts } = texts.en;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();
const delayStream = (page: Page, ms: number) =>
  page.route('**/lab/events?*', (route) => sleep(ms).then(() => route.continue()));
const openTab = (page: Page) => page.getByRole('tab', { selected: true }).innerText();

it('Back and Forward go through panels and modes, and keep the progress and the language', async ({
  open,
}) => {
  const { page } = await open('panel=token&mode=jwt-shared-key&step=measure&done=one-log-in');
  const address = () => Object.fromEntries(new URL(page.url()).searchParams);
  await page.getByRole('tab', { name: pageTexts.panels.theft }).click();
  await page.getByRole('combobox', { name: pageTexts.toolbar.mode }).selectOption('jwt-denylist');
  await page.getByRole('button', { name: pageTexts.header.otherLanguage }).click();
  await page.goBack();
  // The page puts the language and the progress into the address that it returns to.
  const before = { panel: 'theft', mode: 'jwt-shared-key', lang: 'ko', done: 'one-log-in' };
  await expect.poll(address).toMatchObject(before);
  await page.goBack();
  await expect.poll(() => openTab(page)).toBe(texts.ko.pageTexts.panels.token);
  await page.goForward();
  await expect.poll(address).toMatchObject({ panel: 'theft', step: 'measure', lang: 'ko' });
});

it.for([
  ['a reload', false],
  ['a reload of a lab that was reset earlier, and whose state is late', true],
] as const)(
  'a visitor is still logged in after %s, with the same credential',
  async ([, isReset], { open, control, lab }) => {
    if (isReset) expect(await workshopCommand('reset', '--url', lab.url)).toMatchObject({ code: 0 });
    const { page } = await open('mode=session-redis');
    const answered = page.waitForResponse((response) => response.url().endsWith('/lab/clients'));
    await button(page, journeyTexts.logIn.logIn('alice')).click();
    const { client } = await (await answered).json();
    await expect.poll(() => page.evaluate('JSON.stringify(sessionStorage)')).toContain(client.id);
    if (isReset) await delayStream(page, 1000);
    await page.reload();
    await settle(page);
    await page.locator('[data-part^="api-"]').first().waitFor();
    const requests = page.waitForResponse((response) => response.url().endsWith('/requests'));
    await page
      .locator(`button:enabled:text-is("${journeyTexts.send.send(1)}")`)
      .first()
      .click();
    const sent = await requests;
    expect(sent.url()).toContain(client.id);
    expect((await sent.json()).exchanges).toMatchObject([{ status: 200, credential: client.credential }]);
    expect((await control.ask('GET', `clients/${client.id}`)).status).toBe(200);
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(client.credential.text);
  },
);

it('a name that means nothing is reported, and a near one is understood', async ({ open }) => {
  const { page } = await open('mode=<b>paseto&panel=Steal it&vs=session_redis');
  await expect.poll(() => openTab(page)).toBe(pageTexts.panels.theft);
  expect(await page.getByRole('alert').innerText()).toContain(
    pageTexts.notice.unknownNames('mode=<b>paseto'),
  );
  await button(page, pageTexts.notice.close).click();
  expect(await page.getByRole('alert').innerText()).toBe('');
});
