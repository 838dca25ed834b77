// The workshop next to the map: it detects each completed task, and a link keeps the progress.
import { settle } from '@scale-out-lab/bench/browser/lab-page';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { it, type Open, type Tab } from '../support/browser/page-test.js';
import { workshopRail } from '../support/browser/workshop-rail.js';

interface Acts {
  readonly page: Page;
  readonly rail: ReturnType<typeof workshopRail>;
}

const press = ({ page }: Acts, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).first().click();
const logIn = (acts: Acts) => press(acts, acts.rail.words.logIn);
const send = (acts: Acts, count: number) => press(acts, acts.rail.words.send(count));

/** The tests share one lab, in which no part may stay down. */
const crashBriefly = ({ page, rail }: Acts) =>
  page.getByRole('combobox', { name: rail.words.downTime }).selectOption('briefly');

/** The tasks of each step, one after the other. */
const steps: Readonly<Record<string, readonly ((acts: Acts) => Promise<unknown>)[]>> = {
  'one-log-in': [logIn, (acts) => send(acts, 1)],
  'second-server': [
    async (acts) => {
      await logIn(acts);
      await send(acts, 10);
    },
    async (acts) => {
      // All ten are accepted once in 59,000 times.
      if (!(await acts.rail.tasks())[1]?.isDone) await send(acts, 10);
    },
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
      await expect.poll(() => rail.address().panel).toBe('break');
      await settle(page);
      await crashBriefly(acts);
      await press(acts, rail.words.crash(issuer));
    },
    async (acts) => {
      await acts.rail.showMe.click();
      await expect.poll(() => acts.rail.address()).not.toHaveProperty('panel');
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
      await crashBriefly(acts);
      await press(acts, acts.rail.words.stopRedis);
    },
    async (acts) => {
      await acts.rail.showMe.click();
      await send(acts, 1);
    },
  ],
};
const names = Object.keys(steps);

/** Opens the page at another panel with other modes than the steps need. @param query the step and the completed tasks */
async function openWorkshop(open: Open, query = '', language: Tab['language'] = 'en'): Promise<Acts> {
  const elsewhere = 'mode=jwt-shared-key&vs=jwt-own-keys&speed=fast&panel=token';
  const tab = await open(`${elsewhere}&${query}`, { language });
  return { page: tab.page, rail: workshopRail(tab) };
}

const before = (name: string) => names.slice(0, names.indexOf(name));
const at = (step: string, done: readonly string[]) => `step=${step}&done=${done.join('.')}`;

/** Carries out every task of the step that is open. Each must become done in its turn. */
async function doTasks(name: string, acts: Acts): Promise<void> {
  const { page, rail } = acts;
  await rail.showMe.click();
  await settle(page);
  expect((await rail.tasks())[0]?.isDone).toBe(false);
  for (const [task, act] of (steps[name] ?? []).entries()) {
    await act(acts);
    await expect.poll(async () => (await rail.tasks())[task]?.isDone).toBe(true);
  }
  const done = [...before(name), name];
  await expect.poll(() => rail.address().done?.split('.')).toEqual(done);
  expect(await rail.rail.getByText(rail.words.progress(done.length)).isVisible()).toBe(true);
  await rail.next.click();
  await expect.poll(() => rail.address().step).not.toBe(name);
}

it('opens by its button at the first step, and the address has the step', async ({ open }) => {
  const { page, rail } = await openWorkshop(open);
  expect(rail.address()).not.toHaveProperty('step');
  await rail.open.click();
  await settle(page);
  expect(rail.address()).toHaveProperty('step');
  await expect.poll(rail.tasks).toMatchObject([{ isDone: false }, { isDone: false }]);
  expect(await rail.back.isDisabled()).toBe(true);

  await rail.showMe.click();
  // The address leaves out the mode and the panel with which the page begins.
  await expect.poll(() => Object.keys(rail.address()).sort()).toEqual(['lang', 'speed', 'step']);
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('tab-journey');
});

it.for(names)('marks each task of the step %s done once it is done', async (name, { open }) => {
  await doTasks(name, await openWorkshop(open, at(name, before(name))));
});

it('a step sets modes, panel and faults itself, outlines its control, and begins with nothing done', async ({
  open,
}) => {
  const { page, rail } = await openWorkshop(open, at('what-a-token-says', []));
  const outlineOf = (control: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('[data-control="${control}"]')).outlineStyle`);
  await rail.next.click();
  await expect
    .poll(rail.address)
    .toMatchObject({ mode: 'jwt-shared-key', vs: 'jwt-denylist', panel: 'theft' });
  await settle(page);
  await expect.poll(() => outlineOf('steal')).toBe('dashed');
  await expect.poll(() => outlineOf('log-in')).not.toBe('dashed');
  expect((await rail.tasks()).some(({ isDone }) => isDone)).toBe(false);

  await rail.allSteps.click();
  await rail.rail.getByRole('button', { name: rail.words.titles['new-keys'] }).click();
  await expect.poll(rail.address).toMatchObject({ mode: 'jwt-shared-key', panel: 'break' });
  expect(rail.address()).not.toHaveProperty('vs');
  await settle(page);
  await expect.poll(() => outlineOf('fault-overlap')).toBe('dashed');
  const title = await rail.rail.getByRole('heading', { level: 3 }).boundingBox();
  expect(title?.y).toBeGreaterThanOrEqual(0);
  expect(title?.y).toBeLessThan(800);
});

it('a task that is done in one step is not done in the next', async ({ open }) => {
  const acts = await openWorkshop(open, at('one-log-in', []));
  await acts.rail.showMe.click();
  await logIn(acts);
  await send(acts, 10);
  await expect.poll(async () => (await acts.rail.tasks()).map(({ isDone }) => isDone)).toEqual([true, true]);
  const done = acts.rail.rail.getByText(acts.rail.words.stepDone(acts.rail.words.titles['one-log-in']));
  expect(await done.isVisible()).toBe(true);
  await acts.rail.next.click();
  expect((await acts.rail.tasks()).map(({ isDone }) => isDone)).toEqual([false, false, false]);
  expect(await done.count()).toBe(0);
});

it('keeps the step and the completed tasks through a reload and in another browser', async ({ open }) => {
  const last = names.at(-1) ?? '';
  const { page, rail } = await openWorkshop(open, at(last, names));
  const titleOfLast = await rail.title();
  await rail.next.click();
  await expect.poll(rail.title).not.toBe(titleOfLast);
  const kept = { title: await rail.title(), progress: rail.words.progress(names.length) };
  await page.reload();
  await settle(page);
  const other = workshopRail(await open(new URL(page.url()).search.slice(1)));
  for (const shown of [rail, other]) {
    expect(await shown.title()).toBe(kept.title);
    expect(await shown.rail.getByText(kept.progress).isVisible()).toBe(true);
    await shown.back.click();
    expect((await shown.tasks()).map(({ isDone }) => isDone)).toEqual([true, true, true]);
    expect(await shown.title()).toBe(titleOfLast);
    await shown.next.click();
    expect((await shown.tasks()).some(({ isDone }) => isDone)).toBe(false);
  }
});

it('counts only actions after a reset', async ({ open }) => {
  const [first = '', ...others] = names;
  const acts = await openWorkshop(open, at(first, [first]));
  const { rail } = acts;
  const titleOfFirst = await rail.title();
  const isDone = async () => (await rail.tasks()).map((task) => task.isDone);
  expect(await isDone()).toEqual([true, true]);
  for (let last = others.length; last > 0; last -= 1) await rail.next.click();
  await rail.allSteps.click();
  for (const _time of ['the first', 'the second']) {
    await rail.startOver.click();
    await expect.poll(rail.address).toMatchObject({ step: first });
    expect(rail.address()).not.toHaveProperty('done');
    expect(await rail.title()).toBe(titleOfFirst);
    expect(await rail.rail.getByText(rail.words.progress(0)).isVisible()).toBe(true);
    expect(await isDone()).toEqual([false, false]);
    await rail.showMe.click();
    await logIn(acts);
    await expect.poll(isDone).toEqual([true, false]);
    await send(acts, 1);
    await expect.poll(isDone).toEqual([true, true]);
  }
});

it('the workshop is in Korean, and marks the tasks of its first step done', async ({ open }) => {
  const acts = await openWorkshop(open, '', 'ko');
  await acts.rail.open.click();
  await settle(acts.page);
  expect(await acts.rail.title()).toMatch(/[가-힣]/);
  await doTasks('one-log-in', acts);
});
