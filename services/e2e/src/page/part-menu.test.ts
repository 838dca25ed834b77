// Pressing a part of the map: it stays down until it is started, and the page shows who is still logged in.
import { expect, onTestFinished } from 'vitest';
import { openBreakPanel, sinceFault } from '../support/browser/break-panel.js';
import { it } from '../support/browser/page-test.js';
import { breakWords } from '../support/browser/words.js';

it('an instance that is crashed on the map stays down until it is started there, by pointer and by keyboard', async ({
  open,
  control,
}) => {
  onTestFinished(async () => void (await control.ask('POST', 'instances/api-2/start')));
  const panel = await openBreakPanel(open, 'session-sticky', 'session-redis');
  const { page, words } = panel;
  await panel.logIn();
  const held = await panel.countIssuedBy('session-sticky', 'api-2');
  const part = page.getByRole('button', { name: words.openMenu('api-2') });
  const menu = page.getByRole('region', { name: words.openMenu('api-2') });

  await part.click();
  await menu.getByRole('combobox', { name: words.downTime.label }).selectOption('untilStarted');
  await menu.getByRole('button', { name: `${words.faultNames.crash[1]}: api-2` }).click();
  await panel.waitUntil('api-2', 'dead');
  expect(await menu.isVisible()).toBe(false);
  await expect
    .poll(() => panel.count('session-sticky'))
    .toEqual({ loggedIn: 12 - held, of: 12, unclear: 0, predicted: String(12 - held) });
  await page.waitForTimeout(1500);
  expect((await control.state()).instances[1]).toMatchObject({ isAlive: false, hold: { how: 'crash' } });

  await part.focus();
  await page.keyboard.press('Enter');
  const start = menu.getByRole('button', { name: `${words.faultNames.start[1]}: api-2` });
  await start.waitFor();
  await page.keyboard.press('Tab');
  const focused = await page.evaluate('document.activeElement.getAttribute("aria-label")');
  expect(focused).toBe(`${words.faultNames.start[1]}: api-2`);
  await page.keyboard.press('Enter');
  await panel.waitUntil('api-2', 'alive');
  const ofApi2 = async () => (await panel.incidents()).filter((entry) => entry.startsWith('api-2'));
  await expect.poll(async () => sinceFault(await ofApi2(), words.started)).toEqual(words.started);
});

it('Redis stalls on the map of every page until it is started', async ({ open, control }) => {
  onTestFinished(async () => void (await control.ask('POST', 'redis/start')));
  const panel = await openBreakPanel(open, 'session-redis', 'session-memory', 'ko');
  const { page, words } = panel;
  await panel.logIn();
  await page.getByRole('button', { name: words.openMenu('Redis') }).click();
  const menu = page.getByRole('region', { name: words.openMenu('Redis') });
  await menu.getByRole('combobox', { name: words.downTime.label }).selectOption('untilStarted');
  await menu.getByRole('button', { name: `${words.faultNames.freeze[1]}: Redis` }).click();
  await panel.waitUntil('Redis', 'stalled');
  await panel.waitUntilUnclear('session-redis');
  await page.keyboard.press('Escape');
  await control.ask('POST', 'redis/start');
  await panel.waitUntil('Redis', 'alive');
  await expect
    .poll(() => panel.count('session-redis'))
    .toEqual({ loggedIn: 12, of: 12, unclear: 0, predicted: '12' });
});

it('each part and each of its actions is at least 44 px high on a phone', async ({ open }) => {
  const { page } = await open('mode=session-redis', { width: 360, height: 780 });
  const { openMenu } = breakWords.en;
  for (const part of ['api-1', 'Redis']) {
    const button = page.getByRole('button', { name: openMenu(part) });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await button.click();
    const actions = page.getByRole('region', { name: openMenu(part) }).getByRole('button');
    await actions.first().waitFor();
    for (const action of await actions.all()) {
      const box = await action.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }
    await page.keyboard.press('Escape');
  }
});
