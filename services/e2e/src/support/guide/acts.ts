// The acts of the guide on the page: by the labels that it quotes, as a user finds them.
import { settle } from '@scale-out-lab/bench/browser/lab-page';
import { findMode } from '@scale-out-lab/core';
import type { ClientAndExchanges } from '@scale-out-lab/core/wire';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { breakWords, quote } from '../browser/words.js';
import type { Robot } from './robot.js';
import { predictLoss } from './sights.js';
import type { Act } from './verbs.js';

/** Performs an act of the guide. */
export const act = (robot: Robot, order: Act): Promise<unknown> =>
  (acts[order.do] as (robot: Robot, order: Act) => Promise<unknown>)(robot, order);

const acts: {
  readonly [Do in Act['do']]: (robot: Robot, order: Extract<Act, { do: Do }>) => Promise<unknown>;
} = {
  async press(robot, { label, on, under }) {
    const { page } = robot;
    const target = on === 'its instance' ? await readIssuer(page) : on;
    const name = new RegExp(`^${quote(label)}${target ? `: ${target}` : '(: .*)?'}$`);
    const place = page.getByRole('main');
    const section = under === undefined ? place : place.getByRole('region', { name: under, exact: true });
    const button = section.getByRole('button', { name }).first();
    await button.waitFor();
    const [card] = await page
      .locator('[data-control^="fault-"]')
      .filter({ has: page.getByRole('button', { name }) })
      .all();
    const fault = (await card?.getAttribute('data-control'))?.replace('fault-', '') ?? '';
    const pressedAt = Date.now();
    await button.click();
    if (fault in effects) await waitForEffect(robot, fault as Fault, target ?? '', pressedAt);
  },
  async 'press until accepted'({ page }, { label }) {
    const button = page.getByRole('main').getByRole('button', { name: label, exact: true, disabled: false });
    const arePassed = async () => {
      const answered = page.waitForResponse((response) => response.url().endsWith('/requests'));
      await button.click();
      const { exchanges }: ClientAndExchanges = await (await answered).json();
      return exchanges.every(({ status }) => status === 200);
    };
    await expect.poll(arePassed).toBe(true);
  },
  'change mode': ({ page, language }, { name }) =>
    comboboxIn(page.getByRole('main'), texts[language].pageTexts.toolbar.mode).selectOption(name),
  async follow({ page, language }, { label }) {
    const link = page.getByRole('link', { name: label, exact: true });
    if (!(await link.isVisible()))
      await page.getByRole('button', { name: texts[language].pageTexts.header.more, exact: true }).click();
    const isElsewhere = !(await link.getAttribute('href'))?.startsWith('#');
    const loaded = isElsewhere ? page.waitForEvent('load') : undefined;
    await link.click();
    await loaded;
  },
  async 'crash the primary'({ page, language }) {
    const { openMenu, faultNames } = breakWords[language];
    const primary = page.locator('[data-node].is-primary b');
    await primary.waitFor();
    const name = await primary.innerText();
    await page.getByRole('button', { name: openMenu(name) }).click();
    const [, crash] = faultNames.stop;
    await page.getByRole('button', { name: `${crash}: ${name}` }).click();
  },
  async 'open tab'({ page }, { label }) {
    await page.getByRole('tab', { name: label, exact: true }).click();
    await settle(page);
  },
  async choose({ page }, { name }) {
    if (await page.locator('#places').isVisible()) return chooseOnStoragePage(page, name);
    const panel = page.getByRole('tabpanel');
    if (!findMode(name)) return panel.locator(`input[name="${name}"]`).setChecked(true);
    const offers = page.locator('option', { hasText: new RegExp(`^${name}$`) });
    return panel.getByRole('combobox').filter({ has: offers }).selectOption(name);
  },
  'add a mode': ({ page }, { label }) => comboboxIn(page.getByRole('main'), label).selectOption({ index: 1 }),
  'choose both modes': ({ page }, { label }) =>
    comboboxIn(page.getByRole('tabpanel'), label).selectOption({ index: 1 }),
  async 'open refused'({ page, language }, { label, code }) {
    const { accepted, reasons } = texts[language].mapTexts.outcome;
    const refused = code
      ? { hasText: (reasons as Readonly<Record<string, string>>)[code] ?? code }
      : { hasNotText: accepted };
    await page
      .getByRole('list', { name: label, exact: true })
      .getByRole('button')
      .filter(refused)
      .first()
      .click();
  },
  guess: (robot, { requests }) => {
    const question = texts[robot.language].journeyTexts.predict.question(requests);
    const predicted = Math.round(requests * predictLoss(robot, robot.step.modes[0] ?? ''));
    return robot.page.getByLabel(question).fill(`${predicted}`);
  },
  wait: ({ page }, { seconds }) => page.waitForTimeout(seconds * 1000),
};

/** A mode, or a place for the credential. */
async function chooseOnStoragePage(page: Page, name: string): Promise<void> {
  if (findMode(name)) await page.locator('#mode').selectOption(name);
  else await page.locator(`input[name="place"][value="${name}"]`).check();
}

const comboboxIn = (place: Locator, name: string) => place.getByRole('combobox', { name, exact: true });

/** The instance that logged alice in, by the map. */
async function readIssuer(page: Page): Promise<string> {
  const [issuer = ''] = /api-\d/.exec(await page.locator('.map-visitor').first().innerText()) ?? [];
  return issuer;
}

/** The event that the page detects after a fault of a part. It sets its counts to zero then. */
const effects = {
  crash: 'died',
  start: 'back',
  'redis-crash': 'redis-died',
  'redis-start': 'redis-back',
} as const;
type Fault = keyof typeof effects;

/** Resolves once the timeline shows that the page has detected the effect. */
async function waitForEffect({ page, language }: Robot, fault: Fault, instance: string, since: number) {
  const { incidents, timeline } = texts[language].breakTexts;
  const text = incidents[effects[fault]];
  const detected = `${typeof text === 'string' ? text : text({ instance })} (${timeline.noticed})`;
  const list = page.getByRole('region', { name: timeline.title }).locator('li');
  const isDetected = async () =>
    (await list.allTextContents()).some(
      (entry) => entry.includes(detected) && Number.parseInt(entry, 10) <= (Date.now() - since) / 1000,
    );
  await expect.poll(isDetected).toBe(true);
}
