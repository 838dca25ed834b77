// How soon the page shows something, as a browser that has never been there measures it itself.
import type { Browser } from 'playwright-core';

/** Milliseconds from the start of the navigation to the first contentful paint (W3C Paint Timing), one each time. */
export async function measureFirstPaint(browser: Browser, url: string, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('[role="tablist"]').waitFor();
    found.push(await page.evaluate<number>(firstPaint));
    await context.close();
  }
  return found;
}

/** In the page. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (!paint) return;
    observer.disconnect();
    resolve(paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;
