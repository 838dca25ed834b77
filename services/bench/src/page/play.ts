// Uses the page as a visitor would: every panel in turn, log-ins, many requests, details, a crash now and then.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openPanel, post } from '../browser/lab-page.js';

/** How long an instance that crashed takes to be back, and more. */
const recoveryMs = 5000;

/** One round, of some seconds. */
export async function play(page: Page, round: number): Promise<void> {
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name }).first();
    // A log-out that a crash has swallowed leaves her logged in.
    if (await button.isEnabled()) await button.click();
  };
  const sending = page.getByRole('button', { name: 'Send 100', exact: true });
  await openPanel(page, 'journey');
  await press(/^Log alice in/);
  await page.getByRole('button', { name: 'Log alice out' }).and(page.locator(':enabled')).waitFor();
  await sending.click();
  await page.getByText(/of 100 sent/).waitFor();
  await page.getByText(/of 100 sent/).waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Latest requests' }).getByRole('button').first().click();
  await page.keyboard.press('Escape');
  await press('Log alice out');
  for (const panel of ['break', 'theft', 'token', 'experiments']) await openPanel(page, panel);
  if (round % 10 !== 0) return;
  await post(page, `/lab/instances/api-${1 + ((round / 10) % 3)}/crash`);
  await sleep(recoveryMs);
}
