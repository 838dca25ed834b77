// The workshop beside the map: it sees by itself what was really done, and a link says how far somebody is.

import { type LabPage, openLabPage, settle } from '@scale-out-lab/bench/browser/lab-page';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLabAndBrowser } from '../support/browser/lab-and-browser.js';
import { workshopRail } from '../support/browser/workshop-rail.js';

const shared = useLabAndBrowser();

const timeout = 60_000;
const patience = { timeout: 15_000, interval: 50 };
const titles: Record<'en' | 'ko', string[]> = { en: [], ko: [] };

type Rail = ReturnType<typeof workshopRail>;

interface Deeds {
  readonly page: Page;
  readonly rail: Rail;
}

const press = ({ page }: Deeds, name: string | RegExp) =>
  page.getByRole('tabpanel').getByRole('button', { name, exact: true }).click();
const logIn = (deeds: Deeds) => press(deeds, deeds.rail.words.logIn);
const send = (deeds: Deeds, count: number) => press(deeds, deeds.rail.words.send(count));

/** What each step says is to be done, one task after the other. */
const steps: Readonly<Record<string, readonly ((deeds: Deeds) => Promise<unknown>)[]>> = {
  'one-log-in': [logIn, (deeds) => send(deeds, 1)],
  'second-server': [
    (deeds) => send(deeds, 10),
    async () => {},
    ({ page, rail: { words } }) => page.getByRole('button', { name: words.refused }).first().click(),
  ],
  'predict-first': [
    async (deeds) => {
      await deeds.page.getByLabel(deeds.rail.words.guess).fill('20');
      await press(deeds, deeds.rail.words.sendThem);
    },
  ],
  'sticky-sessions': [
    async (deeds) => {
      await logIn(deeds);
      await send(deeds, 10);
    },
    async (deeds) => {
      const { page, rail } = deeds;
      const [, issuer = ''] = rail.words.issuer.exec(await page.getByRole('tabpanel').innerText()) ?? [];
      await rail.showMe.click();
      expect(rail.address().panel).toBe('break');
      await settle(page);
      await press(deeds, rail.words.crash(issuer));
    },
    async (deeds) => {
      await deeds.rail.showMe.click();
      expect(deeds.rail.address()).not.toHaveProperty('panel');
      await send(deeds, 1);
    },
  ],
  'session-store': [
    async (deeds) => {
      await logIn(deeds);
      await send(deeds, 10);
    },
    async (deeds) => {
      await deeds.rail.showMe.click();
      await settle(deeds.page);
      await press(deeds, deeds.rail.words.redis);
      await press(deeds, deeds.rail.words.stopRedis);
    },
    async (deeds) => {
      await deeds.rail.showMe.click();
      await send(deeds, 1);
    },
  ],
};
const names = Object.keys(steps);

describe.each(['en', 'ko'] as const)('in %s', (language) => {
  let tab: LabPage;
  let rail: Rail;
  beforeAll(async () => {
    const elsewhere = `/?lang=${language}&mode=jwt-shared-key&vs=jwt-own-keys&speed=fast&panel=token`;
    tab = await openLabPage(shared.browser, shared.lab.url, elsewhere, { language });
    rail = workshopRail(tab.page, language);
  });
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });

  it('is opened by its button, at the first step, and the address says so', { timeout }, async () => {
    expect(rail.address()).not.toHaveProperty('step');
    await rail.open.click();
    await settle(tab.page);
    expect(rail.address()).toHaveProperty('step');
    await expect.poll(rail.tasks, patience).toMatchObject([{ isDone: false }, { isDone: false }]);
    expect(await rail.back.isDisabled()).toBe(true);
  });

  it('shows where something is to be done', { timeout }, async () => {
    await rail.showMe.click();
    // The mode and the panel with which the page begins stand in no address.
    expect(Object.keys(rail.address()).sort()).toEqual(['lang', 'speed', 'step']);
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('tab-journey');
    await settle(tab.page);
  });

  it.each(names)('finds done what was done: %s', { timeout }, async (name) => {
    const at = names.indexOf(name);
    titles[language].push(await rail.title());
    await rail.showMe.click();
    await settle(tab.page);
    const deeds = { page: tab.page, rail };
    expect((await rail.tasks())[0]?.isDone).toBe(false);
    for (const [task, deed] of (steps[name] ?? []).entries()) {
      await deed(deeds);
      await expect.poll(async () => (await rail.tasks())[task]?.isDone, patience).toBe(true);
    }
    await expect.poll(() => rail.address().done?.split('.'), patience).toEqual(names.slice(0, at + 1));
    expect(await rail.rail.getByText(rail.words.progress(at + 1)).isVisible()).toBe(true);
    await rail.next.click();
    expect(rail.address().step).not.toBe(name);
  });

  it('a reload, and the link in another browser, keep the step and what is done', {
    timeout,
  }, async () => {
    const kept = { title: await rail.title(), progress: rail.words.progress(names.length) };
    await tab.page.reload();
    await settle(tab.page);
    const other = await openLabPage(shared.browser, shared.lab.url, new URL(tab.page.url()).search, {
      language,
    });
    for (const shown of [rail, workshopRail(other.page, language)]) {
      expect(await shown.title()).toBe(kept.title);
      expect(await shown.rail.getByText(kept.progress).isVisible()).toBe(true);
      await shown.back.click();
      expect((await shown.tasks()).map(({ isDone }) => isDone)).toEqual([true, true, true]);
      expect(await shown.title()).toBe(titles[language].at(-1));
      await shown.next.click();
      expect((await shown.tasks()).some(({ isDone }) => isDone)).toBe(false);
    }
    await other.close();
  });

  it('is started anew, and then only what is done from then on counts', { timeout }, async () => {
    const deeds = { page: tab.page, rail };
    const isDone = async () => (await rail.tasks()).map((task) => task.isDone);
    await rail.allSteps.click();
    for (const _time of ['the first', 'the second']) {
      await rail.startAnew.click();
      expect(rail.address()).toMatchObject({ step: names[0] });
      expect(rail.address()).not.toHaveProperty('done');
      expect(await rail.title()).toBe(titles[language][0]);
      expect(await rail.rail.getByText(rail.words.progress(0)).isVisible()).toBe(true);
      expect(await isDone()).toEqual([false, false]);
      await rail.showMe.click();
      await logIn(deeds);
      await expect.poll(isDone, patience).toEqual([true, false]);
      await send(deeds, 1);
      await expect.poll(isDone, patience).toEqual([true, true]);
    }
  });
});

it('its steps are told in either language', () => {
  expect(titles.en).toHaveLength(names.length);
  for (const [index, english] of titles.en.entries()) {
    expect(english).not.toMatch(/[가-힣]/);
    expect(titles.ko[index]).toMatch(/[가-힣]/);
  }
});
