// The workshop beside the map: it notices each task that is done, and a link keeps the progress.

import { type LabPage, openLabPage, settle } from '@scale-out-lab/bench/browser/lab-page';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLabAndBrowser } from '../support/browser/lab-and-browser.js';
import { workshopRail } from '../support/browser/workshop-rail.js';

const shared = useLabAndBrowser();

const timeout = 60_000;
const patience = { timeout: 15_000, interval: 50 };
type Rail = ReturnType<typeof workshopRail>;

interface Acts {
  readonly page: Page;
  readonly rail: Rail;
}

const press = ({ page }: Acts, name: string | RegExp) =>
  page.getByRole('tabpanel').getByRole('button', { name, exact: true }).click();
const logIn = (acts: Acts) => press(acts, acts.rail.words.logIn);
const send = (acts: Acts, count: number) => press(acts, acts.rail.words.send(count));

/** What each step says is to be done, one task after the other. */
const steps: Readonly<Record<string, readonly ((acts: Acts) => Promise<unknown>)[]>> = {
  'one-log-in': [logIn, (acts) => send(acts, 1)],
  'second-server': [
    (acts) => send(acts, 10),
    async () => {},
    ({ page, rail: { words } }) => page.getByRole('button', { name: words.refused }).first().click(),
  ],
  'predict-first': [
    async (acts) => {
      await acts.page.getByLabel(acts.rail.words.guess).fill('20');
      await press(acts, acts.rail.words.sendThem);
    },
  ],
  'sticky-sessions': [
    async (acts) => {
      await logIn(acts);
      await send(acts, 10);
    },
    async (acts) => {
      const { page, rail } = acts;
      const [, issuer = ''] = rail.words.issuer.exec(await page.getByRole('tabpanel').innerText()) ?? [];
      await rail.showMe.click();
      await expect.poll(() => rail.address().panel, patience).toBe('break');
      await settle(page);
      await press(acts, rail.words.crash(issuer));
    },
    async (acts) => {
      await acts.rail.showMe.click();
      await expect.poll(() => acts.rail.address(), patience).not.toHaveProperty('panel');
      await send(acts, 1);
    },
  ],
  'session-store': [
    async (acts) => {
      await logIn(acts);
      await send(acts, 10);
    },
    async (acts) => {
      await acts.rail.showMe.click();
      await settle(acts.page);
      await press(acts, acts.rail.words.redis);
      await press(acts, acts.rail.words.stopRedis);
    },
    async (acts) => {
      await acts.rail.showMe.click();
      await send(acts, 1);
    },
  ],
};
const names = Object.keys(steps);

/** Opens the page at another panel with other modes than the first step needs. */
async function open(language: 'en' | 'ko') {
  const elsewhere = `/?lang=${language}&mode=jwt-shared-key&vs=jwt-own-keys&speed=fast&panel=token`;
  const tab = await openLabPage(shared.browser, shared.lab.url, elsewhere, { language });
  return { tab, rail: workshopRail(tab.page, language) };
}

/** Carries out every task of the step that is open. Each must become done in its turn. */
async function doTasks(name: string, acts: Acts): Promise<void> {
  const { page, rail } = acts;
  await rail.showMe.click();
  await settle(page);
  expect((await rail.tasks())[0]?.isDone).toBe(false);
  for (const [task, act] of (steps[name] ?? []).entries()) {
    await act(acts);
    await expect.poll(async () => (await rail.tasks())[task]?.isDone, patience).toBe(true);
  }
  const done = names.slice(0, names.indexOf(name) + 1);
  await expect.poll(() => rail.address().done?.split('.'), patience).toEqual(done);
  expect(await rail.rail.getByText(rail.words.progress(done.length)).isVisible()).toBe(true);
  await rail.next.click();
  await expect.poll(() => rail.address().step, patience).not.toBe(name);
}

describe('the workshop', () => {
  const titles: string[] = [];
  let tab: LabPage;
  let rail: Rail;
  beforeAll(async () => {
    ({ tab, rail } = await open('en'));
  });
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });

  it('opens by its button at the first step, and the address says so', { timeout }, async () => {
    expect(rail.address()).not.toHaveProperty('step');
    await rail.open.click();
    await settle(tab.page);
    expect(rail.address()).toHaveProperty('step');
    await expect.poll(rail.tasks, patience).toMatchObject([{ isDone: false }, { isDone: false }]);
    expect(await rail.back.isDisabled()).toBe(true);
  });

  it('shows where something is to be done', { timeout }, async () => {
    await rail.showMe.click();
    // The address leaves out the mode and the panel with which the page begins.
    expect(Object.keys(rail.address()).sort()).toEqual(['lang', 'speed', 'step']);
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('tab-journey');
    await settle(tab.page);
  });

  it.each(names)('marks each task of the step %s done once it is done', { timeout }, async (name) => {
    titles.push(await rail.title());
    await doTasks(name, { page: tab.page, rail });
  });

  it('keeps the step and what is done through a reload and in another browser', { timeout }, async () => {
    const kept = { title: await rail.title(), progress: rail.words.progress(names.length) };
    await tab.page.reload();
    await settle(tab.page);
    const { search } = new URL(tab.page.url());
    const other = await openLabPage(shared.browser, shared.lab.url, search);
    for (const shown of [rail, workshopRail(other.page, 'en')]) {
      expect(await shown.title()).toBe(kept.title);
      expect(await shown.rail.getByText(kept.progress).isVisible()).toBe(true);
      await shown.back.click();
      expect((await shown.tasks()).map(({ isDone }) => isDone)).toEqual([true, true, true]);
      expect(await shown.title()).toBe(titles.at(-1));
      await shown.next.click();
      expect((await shown.tasks()).some(({ isDone }) => isDone)).toBe(false);
    }
    await other.close();
  });

  it('counts only what is done after a reset', { timeout }, async () => {
    const acts = { page: tab.page, rail };
    const isDone = async () => (await rail.tasks()).map((task) => task.isDone);
    await rail.allSteps.click();
    for (const _time of ['the first', 'the second']) {
      await rail.startOver.click();
      expect(rail.address()).toMatchObject({ step: names[0] });
      expect(rail.address()).not.toHaveProperty('done');
      expect(await rail.title()).toBe(titles[0]);
      expect(await rail.rail.getByText(rail.words.progress(0)).isVisible()).toBe(true);
      expect(await isDone()).toEqual([false, false]);
      await rail.showMe.click();
      await logIn(acts);
      await expect.poll(isDone, patience).toEqual([true, false]);
      await send(acts, 1);
      await expect.poll(isDone, patience).toEqual([true, true]);
    }
  });
});

it('the workshop speaks Korean, and marks the tasks of its first step done', { timeout }, async () => {
  const { tab, rail } = await open('ko');
  await rail.open.click();
  await settle(tab.page);
  expect(await rail.title()).toMatch(/[가-힣]/);
  await doTasks('one-log-in', { page: tab.page, rail });
  expect(tab.complaints).toEqual([]);
  await tab.close();
});
