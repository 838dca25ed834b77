// Presses Tab until an element has the focus, as a user without a mouse does.
import type { Locator, Page } from 'playwright-core';

const mostPresses = 80;

/** @throws when it is not come to */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(wanted)) return;
  }
  throw new Error(`${mostPresses} times Tab does not come to ${wanted}`);
}

export async function hasFocus(element: Locator): Promise<boolean> {
  return (await element.and(element.page().locator(':focus')).count()) === 1;
}
