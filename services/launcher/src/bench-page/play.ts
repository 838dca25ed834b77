// Somebody who plays with the page: every panel in turn, log-ins, many requests, details, a crash now and then.
import type { Page } from 'playwright-core';
import { openPanel } from '../browser/lab-page.js';
import { post } from '../browser/post.js';

/** One round, of some seconds. */
export async function play(page: Page, round: number): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await openPanel(page, 'journey');
  await button('Log alice in').click();
  await button('Send 100').click();
  // It can be pressed again once all have been answered.
  await button('Send 100').and(page.locator(':enabled')).waitFor();
  await page.getByRole('list', { name: 'Latest requests' }).getByRole('button').first().click();
  await page.keyboard.press('Escape');
  await button('Log alice out').click();
  for (const panel of ['break', 'theft', 'token', 'experiments']) await openPanel(page, panel);
  if (round % 10 === 0) await post(page, `/lab/instances/api-${1 + ((round / 10) % 3)}/crash`);
}
