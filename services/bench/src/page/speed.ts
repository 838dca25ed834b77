// How fast the page is: its first visit, and its frames while an experiment sends dots over the map.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openLabPage, post } from '../browser/lab-page.js';

/** The first visit of a browser, while the page introduces itself. */
export interface FirstVisit {
  /** From the start of the navigation to the first contentful paint (W3C Paint Timing), in milliseconds. */
  readonly paintMs: number;
  /** From there to the first answer of an instance on the map. */
  readonly requestMs: number;
  /** Of the scripts, as they were sent. */
  readonly scriptBytes: number;
  /** Cumulative layout shift (W3C Layout Instability) over the introduction. */
  readonly layoutShift: number;
}

export async function measureFirstVisits(
  browser: Browser,
  url: string,
  times: number,
): Promise<FirstVisit[]> {
  const found: FirstVisit[] = [];
  for (let index = 0; index < times; index += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(observe);
    await page.goto(url);
    await page.locator('.map-visitor').waitFor();
    const { requestMs } = await page.evaluate<{ requestMs: number }>('observed');
    const paintMs = await page.evaluate<number>(firstPaint);
    const scriptBytes = await page.evaluate<number>(scripts);
    await page.getByText(/^[1-6] of 6 /).waitFor();
    const { layoutShift } = await page.evaluate<{ layoutShift: number }>('observed');
    found.push({ paintMs, requestMs, scriptBytes, layoutShift });
    await context.close();
  }
  return found;
}

/** Runs before the page. A visitor stands on the map once an instance has answered the log-in. */
const observe = `
  globalThis.observed = { requestMs: 0, layoutShift: 0 };
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.map-visitor')) return;
    observer.disconnect();
    observed.requestMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    // Text that is shown before the first request may still move.
    for (const { value } of list.getEntries()) if (observed.requestMs > 0) observed.layoutShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

const scripts = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** In the page. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (!paint) return;
    observer.disconnect();
    resolve(paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

export interface Load {
  /** The speed of the page, and with it how long a dot is on its way. */
  readonly speed: 'slow' | 'normal';
  readonly flightSeconds: number;
  /** The body of POST /lab/runs. It has to last longer than it is looked at. */
  readonly run: object;
}

export interface FramesUnderLoad {
  /** Of each second. */
  readonly frames: readonly number[];
  /** Requests a second, and how many of them the map showed. */
  readonly seen: number;
  readonly shown: number;
  /** Dots on their way at a time: those of a second, as long as each is on its way, as far as there is room. */
  readonly dots: number;
}

const untilFullMs = 6000;
/** The map holds no more of them at a time. */
const mostDots = 200;
const secondsCounted = 10;

export async function measureUnderLoad(browser: Browser, url: string, load: Load): Promise<FramesUnderLoad> {
  const { page, close } = await openLabPage(browser, url, `/?lang=en&speed=${load.speed}&panel=experiments`);
  try {
    await post(page, '/lab/runs', load.run);
    await sleep(untilFullMs);
    const frames = await countFrames(page, secondsCounted);
    const { seen, shown } = await readShare(page);
    return {
      frames,
      seen,
      shown,
      dots: Math.min(mostDots, Math.round(shown * load.flightSeconds)),
    };
  } finally {
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await close();
  }
}

/** The page's own text: "Showing 83 of 300 requests a second." */
async function readShare(page: Page) {
  const text = await page.getByText(/^Showing \d+ of \d+ requests/).innerText();
  const [shown = 0, seen = 0] = [...text.matchAll(/\d+/g)].map(Number);
  return { seen, shown };
}

/** The frames that the page shows in each second, counted in the page. */
export function countFrames(page: Page, seconds: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const startedAt = performance.now();
    const frames = Array(${seconds}).fill(0);
    function count() {
      const second = Math.floor((performance.now() - startedAt) / 1000);
      if (second >= frames.length) return resolve(frames);
      frames[second] += 1;
      requestAnimationFrame(count);
    }
    requestAnimationFrame(count);
  })`);
}
