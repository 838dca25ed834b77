// The panel "Fix it": the loss falls from two thirds to none when the mode of the load changes.
import type { LoadState as Load } from '@scale-out-lab/core/wire';
import { texts } from '@scale-out-lab/dashboard/texts';
import { expect, onTestFinished } from 'vitest';
import { type Control, it, type Open } from '../support/browser/page-test.js';

const en = texts.en.fixTexts;

/** The load ends with the test. */
async function openFixPanel(open: Open, control: Control) {
  onTestFinished(async () => void (await control.ask('DELETE', 'load')));
  const { page } = await open('panel=fix');
  return page.getByRole('tabpanel');
}

it('the loss falls next to its prediction when the mode changes under load', async ({ open, control }) => {
  const panel = await openFixPanel(open, control);
  const figure = async (words: string) =>
    Number.parseFloat(await panel.getByRole('paragraph').filter({ hasText: words }).first().innerText());
  await panel.getByRole('button', { name: en.start }).click();
  await panel.getByRole('button', { name: en.stop }).waitFor();
  await expect.poll(() => figure(en.predicted), { timeout: 10_000 }).toBe(66.7);
  await expect
    .poll(async () => (await control.ask<Load>('GET', 'load')).body.load?.total.sent, { timeout: 15_000 })
    .toBeGreaterThan(120);
  await expect.poll(() => figure(en.recent(5))).toBeGreaterThan(40);

  await panel.getByRole('button', { name: 'session-redis', exact: true }).click();
  await expect.poll(() => figure(en.predicted)).toBe(0);
  await expect.poll(() => figure(en.recent(5)), { timeout: 15_000 }).toBe(0);
  expect(await panel.getByRole('button', { name: 'session-redis', pressed: true }).isVisible()).toBe(true);

  await panel.getByRole('button', { name: en.stop }).click();
  await panel.getByRole('button', { name: en.start }).waitFor();
  expect((await control.ask<Load>('GET', 'load')).body.load).toBeNull();
});

it('shows the rate of a load that another page started, and keeps it when the mode changes', async ({
  open,
  control,
}) => {
  const panel = await openFixPanel(open, control);
  const rate = panel.getByRole('combobox', { name: en.rate });
  const readLoad = async () => {
    const { load } = (await control.ask<Load>('GET', 'load')).body;
    return [load?.mode, load?.requestsPerSecond];
  };
  await control.ask('PUT', 'load', { mode: 'session-memory', requestsPerSecond: 45 });
  await expect.poll(() => rate.inputValue()).toBe('45');

  await panel.getByRole('button', { name: 'session-redis', exact: true }).click();
  await expect.poll(readLoad).toEqual(['session-redis', 45]);
  await rate.selectOption('10');
  await expect.poll(readLoad).toEqual(['session-redis', 10]);

  // While the mode is being changed.
  const page = panel.page();
  await page.route('**/lab/load', async (route) => {
    await page.waitForTimeout(1500);
    await route.continue();
  });
  await panel.getByRole('button', { name: 'jwt-shared-key', exact: true }).click();
  await rate.selectOption('60');
  await expect.poll(readLoad).toEqual(['jwt-shared-key', 60]);
});
