// A room in two browsers: the projector of the host, and a phone.
import { openPanel, settle } from '@scale-out-lab/bench/browser/lab-page';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { hearAnswers, isLost } from '../support/browser/journey-panel.js';
import { it } from '../support/browser/page-test.js';
import { type RunningLab, startLabForTest } from '../support/cluster.js';

const words = { ...texts.en.roomTexts, strip: texts.en.pageTexts.room, problems: texts.en.pageTexts.notice };

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLabForTest({ LAB_ADDRESS: '0.0.0.0' });
});
afterAll(() => lab?.stop());

async function openPage(browser: Browser, url: string, look: { width: number; height: number }) {
  const { width, height } = look;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await page.goto(url);
  await settle(page);
  return { page, sent };
}

const strip = (page: Page) => page.getByRole('region', { name: words.strip.title, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('the projector shows the visitors of the room and the losses of a phone, and only the host resets the lab', async ({
  browser,
}) => {
  const { hostKey = '', urls = [] } = lab.network ?? {};
  const { page: projector, sent } = await openPage(
    browser,
    `${lab.url}/?lang=en&mode=session-memory#host=${hostKey}`,
    { width: 1280, height: 720 },
  );
  await expect.poll(() => strip(projector).innerText()).toContain('(host)');
  expect(projector.url()).not.toContain(hostKey);
  expect(sent.join('\n')).not.toContain(hostKey);
  await openPanel(projector, 'room');
  expect(await projector.getByText(urls[0] ?? 'none', { exact: true }).isVisible()).toBe(true);
  expect(await projector.getByRole('img', { name: words.join.code(urls[0] ?? '') }).isVisible()).toBe(true);

  const { page: phone } = await openPage(browser, `${lab.url}/?lang=en&mode=session-memory&speed=fast`, {
    width: 360,
    height: 780,
  });
  await expect.poll(() => strip(phone).innerText()).toContain(words.strip.none);
  await openPanel(phone, 'room');
  await phone.getByRole('textbox', { name: words.me.name }).fill('<b>Min-ji</b>');
  await button(phone, words.me.change).click();
  const visitors = projector.getByRole('region', { name: words.visitors.title(2) });
  await expect.poll(() => visitors.getByRole('listitem').allInnerTexts()).toContain('<b>Min-ji</b>');
  expect(await projector.locator('.room-visitors b').count()).toBe(0);

  const heard = hearAnswers(phone);
  await button(phone, texts.en.journeyTexts.logIn.logIn('alice')).click();
  await button(phone, texts.en.journeyTexts.send.send(10)).click();
  await expect.poll(async () => (await heard.asked('session-memory')).length).toBe(10);
  const lost = (await heard.asked('session-memory')).filter(isLost).length;
  await expect.poll(() => strip(phone).innerText()).toContain(words.strip.own(lost, 10));
  // Pinned clients fail at two of three instances, however often they send.
  await expect.poll(() => strip(phone).innerText()).toContain(words.strip.predicted('66.7%'));
  const [own = ''] = /You lost \d+ of 10/.exec(await strip(phone).innerText()) ?? [];
  await expect
    .poll(() => visitors.getByRole('listitem').filter({ hasText: 'Min-ji' }).innerText())
    .toContain(own.replace('You lost ', ''));
  await expect.poll(() => strip(projector).innerText()).toContain(own.replace('You lost', 'the room lost'));

  expect(await phone.getByText(words.me.guest).isVisible()).toBe(true);
  expect(await button(phone, words.reset.reset).count()).toBe(0);
  await projector.getByRole('checkbox', { name: words.host.forEveryone }).check();
  await expect.poll(() => phone.getByText(words.me.free).isVisible()).toBe(true);

  await button(projector, words.reset.reset).click();
  await button(projector, words.reset.yes).click();
  await expect.poll(() => strip(phone).innerText()).toContain(words.strip.none);
  // The page has dropped the log-in that has ended.
  await expect.poll(() => button(phone, texts.en.journeyTexts.send.send(10)).isDisabled()).toBe(true);
});

it('the box that opens the lab to everyone keeps its state if the request of the host fails', async ({
  browser,
}) => {
  const { page } = await openPage(browser, `${lab.url}/?lang=en&panel=room#host=${lab.network?.hostKey}`, {
    width: 1280,
    height: 720,
  });
  const box = page.getByRole('checkbox', { name: words.host.forEveryone });
  const before = await box.isChecked();
  await page.route('**/lab/room', (route) => route.abort());
  await box.click();
  await page.getByText(words.problems.problems.unreachable).waitFor();
  await expect.poll(() => box.isChecked()).toBe(before);
});

it('in Korean the made-up name of a phone is Korean, and it survives a reload', async ({ browser }) => {
  const { page } = await openPage(browser, `${lab.url}/?lang=ko`, { width: 360, height: 780 });
  const strip = page.getByRole('region', { name: texts.ko.pageTexts.room.title, exact: true });
  await expect.poll(() => strip.getByRole('button').innerText()).toMatch(/^[가-힣]+ [가-힣]+$/);
  const name = await strip.getByRole('button').innerText();
  const box = await strip.getByRole('button').boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await page.reload();
  await settle(page);
  await expect.poll(() => strip.getByRole('button').innerText()).toBe(name);
  expect(await page.evaluate('document.title')).toBe('스케일 아웃 랩');
});
