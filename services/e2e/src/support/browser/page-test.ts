// `it` for tests of the page. The test files of a worker share one lab, one Chromium and its tabs, because starting them
// costs most of a test. A tab that is used again costs a fifth of a new one.
import { hasVisited, hearComplaints, type Look, settle } from '@scale-out-lab/bench/browser/lab-page';
import { launchShell } from '@scale-out-lab/bench/browser/open-browser';
import type { Language } from '@scale-out-lab/core';
import type { LabState, ReportDocument, RunList, RunView } from '@scale-out-lab/core/wire';
import { createPage } from '@scale-out-lab/launcher/record/page-client';
import { until } from '@scale-out-lab/launcher/testing/until';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startLabForTest } from '../cluster.js';

export interface Tab {
  readonly page: Page;
  readonly language: Language;
  /** The errors that the browser reports. The test fails if there is one. */
  readonly complaints: readonly string[];
}

interface Opening extends Look {
  /** The lab's, unless the test puts something in between. */
  readonly url?: string;
  /** Complaints that the test causes on purpose. */
  readonly allows?: RegExp;
}

export type Open = (query?: string, opening?: Opening) => Promise<Tab>;

export type Control = ReturnType<typeof controlRoomAt>;

function controlRoomAt(url: string) {
  const { ask, listen } = createPage(url);
  return {
    ask,
    listen,
    state: async () => (await ask<LabState>('GET', 'state')).body,
    run: async (id: string) => (await ask<RunView>('GET', `runs/${id}`)).body,
    report: async (id: string) => (await ask<ReportDocument>('GET', `runs/${id}/report.json`)).body,
  };
}

const perWorker = { scope: 'worker' } as const;

export const it = test
  // biome-ignore-start lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  .extend('lab', perWorker, async ({}, { onCleanup }) => {
    const lab = await startLabForTest({ PROVIDERS: '1' });
    onCleanup(lab.stop);
    return lab;
  })
  .extend('browser', perWorker, async ({}, { onCleanup }) => {
    const browser: Browser = await launchShell();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('freePages', perWorker, (): Page[] => [])
  // biome-ignore-end lint/correctness/noEmptyPattern: see above
  /** The test before may have broken a part that starts again by itself. */
  .extend('allParts', { auto: true }, async ({ lab }) => {
    const { state } = controlRoomAt(lab.url);
    await until(async () => {
      const { instances, redis } = await state();
      return [redis, ...instances].every((part) => part?.isAlive);
    });
  })
  /** Opens the lab's page in a new tab, with an empty storage. Dots do not fly unless the look requires it. */
  .extend('open', async ({ lab, browser, freePages }, { onCleanup }): Promise<Open> => {
    const tabs: (Tab & Opening)[] = [];
    onCleanup(async () => {
      for (const { page } of tabs) if (await leave(page)) freePages.push(page);
      const complaints = tabs.flatMap((tab) => tab.complaints.filter((text) => !tab.allows?.test(text)));
      expect(complaints).toEqual([]);
    });
    return async (query = '', opening = {}) => {
      const { language = 'en', theme = 'light', isMotionReduced = true, url = lab.url, allows } = opening;
      const { width = 1280, height = 800 } = opening;
      const page = freePages.pop() ?? (await newPage(browser));
      await page.setViewportSize({ width, height });
      await page.emulateMedia({
        colorScheme: theme,
        reducedMotion: isMotionReduced ? 'reduce' : 'no-preference',
      });
      const tab = { page, language, complaints: hearComplaints(page, url) };
      tabs.push({ ...tab, ...(allows && { allows }) });
      await page.goto(`${url}/?lang=${language}&${query}`);
      await settle(page);
      return tab;
    };
  })
  /** The control room without the page. It ends every run with the test. */
  .extend('control', async ({ lab }, { onCleanup }) => {
    const control = controlRoomAt(lab.url);
    const { ask } = control;
    onCleanup(async () => {
      const { runs } = (await ask<RunList>('GET', 'runs')).body;
      for (const { id, status } of runs) if (status === 'running') await ask('POST', `runs/${id}/cancel`);
    });
    return control;
  })
  /** Another user's browser in the same Chromium. */
  .extend('openContext', async ({ browser }, { onCleanup }) => {
    const contexts: BrowserContext[] = [];
    onCleanup(async () => void (await Promise.all(contexts.map((context) => context.close()))));
    return async () => {
      const context = await browser.newContext();
      context.setDefaultTimeout(timeoutMs);
      contexts.push(context);
      return context;
    };
  });

/** The page responds within this time, even on a busy machine. */
const timeoutMs = 30_000;

async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(timeoutMs);
  await page.addInitScript(hasVisited);
  return page;
}

const heard = ['console', 'pageerror', 'request', 'requestfailed', 'requestfinished', 'response'];

/** Empties the tab for the next test. @returns false if the test closed it, or it crashed */
async function leave(page: Page): Promise<boolean> {
  for (const event of heard) page.removeAllListeners(event);
  try {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // An answer under way may store something until the page is closed. By the page itself: Chromium would start a new process
    // for an address from outside.
    await page.evaluate(`
      addEventListener('pagehide', () => { sessionStorage.clear(); localStorage.clear(); });
      location.replace('about:blank');
    `);
    await page.waitForURL('about:blank');
    await page.context().clearCookies();
    return true;
  } catch {
    await page.context().close();
    return false;
  }
}

const mostPresses = 80;

/** Presses Tab until the element has the focus, as a user without a mouse does. @throws if it never gets it */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(wanted)) return;
  }
  throw new Error(`${wanted} does not get the focus by ${mostPresses} presses of Tab`);
}

export async function hasFocus(element: Locator): Promise<boolean> {
  return (await element.and(element.page().locator(':focus')).count()) === 1;
}
