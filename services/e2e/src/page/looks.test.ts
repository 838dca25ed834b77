// The page as it looks: in both languages, light and dark, from a phone to a wall, for eyes, keyboards and screen readers.

import { openPanel } from '@scale-out-lab/bench/browser/lab-page';
import { languages } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findViolations } from '../support/browser/axe.js';
import { it } from '../support/browser/page-test.js';
import { journeyWords } from '../support/browser/words.js';

/** All that have a tab; the tabs together are called `panels`. */
const panels = Object.keys(texts.en.pageTexts.panels).filter((name) => name !== 'panels');

it('uses the language of the browser, and the other at the press of a button', async ({ lab, browser }) => {
  const context = await browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  const title = page.getByRole('heading', { level: 1 });
  await page.goto(lab.url);
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ko');
  expect(await title.innerText()).toBe('스케일 아웃 랩');
  await page.getByRole('button', { name: 'English' }).click();
  expect(await title.innerText()).toBe('The scale-out lab');
  expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
  await page.reload();
  await page.getByRole('tablist').waitFor();
  expect(await title.innerText()).toBe('The scale-out lab');
  await context.close();
});

it.for(languages)(
  'no panel has an accessibility violation that axe-core finds, light or dark, in %s',
  async (language, { open }) => {
    const { page } = await open('vs=jwt-shared-key&step=one-server', { language });
    for (const panel of panels) {
      await openPanel(page, panel);
      expect(await findViolations(page), panel).toEqual([]);
      if (language === 'ko') continue; // with the same colours
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findViolations(page, rulesOfColours), `${panel}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
    }
  },
);

it.for(languages)(
  'no panel is wider than the screen, from a phone to a wall, in %s',
  async (language, { open }) => {
    const { page } = await open('step=one-server', { language });
    for (const panel of panels) {
      await openPanel(page, panel);
      for (const width of [360, 768, 1280, 3840]) {
        await page.setViewportSize({ width, height: 800 });
        const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(excess, `${panel} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  },
);

it.for(languages)(
  'no part of the map and no button of the playground is cut, from a phone to a wall, in %s',
  async (language, { open }) => {
    const { page } = await open('mode=session-redis-own-keys&vs=session-redis-cached', { language });
    await page.locator('[data-part="api-3"]').waitFor();
    for (const width of [360, 540, 600, 640, 768, 1024, 1100, 1180, 1280, 1600]) {
      await page.setViewportSize({ width, height: 768 });
      expect(await findCut(page), `at ${width} px`).toEqual([]);
    }
  },
);

it('a presentation shows many instances, each in its box', async ({ open, control, onTestFinished }) => {
  onTestFinished(() => scaleTo(3));
  const scaleTo = async (count: number) => {
    await control.ask('PUT', 'instances', { count });
    await expect.poll(async () => (await control.state()).instances.length, { timeout: 60_000 }).toBe(count);
  };
  await scaleTo(5);
  const { page } = await open('view=present&mode=session-memory', { width: 1280, height: 720 });
  await page.locator('[data-part="api-5"]').waitFor();
  expect(await findCut(page)).toEqual([]);
});

it("with the user's own colours, a chosen option still differs from the others", async ({
  open,
  onTestFinished,
}) => {
  const { page } = await open('panel=break');
  const colours = (selector: string) =>
    page.evaluate<readonly string[]>(`
      [...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
        const { backgroundColor, borderBottomColor } = getComputedStyle(element);
        return backgroundColor + ' ' + borderBottomColor;
      })
    `);
  onTestFinished(() => page.emulateMedia({ forcedColors: null }));
  await page.emulateMedia({ forcedColors: 'active' });
  for (const [chosen, others] of [
    ['.panel [aria-pressed="true"]', '.panel [aria-pressed="false"]'],
    ['[role="tab"][aria-selected="true"]', '[role="tab"][aria-selected="false"]'],
  ] as const) {
    const [colour = ''] = await colours(chosen);
    expect(colour).not.toBe('');
    expect(await colours(others)).not.toContain(colour);
  }
});

it('shows nothing of one language in the other', async ({ open }) => {
  const { page } = await open('step=one-server', { language: 'ko' });
  for (const panel of panels) {
    await openPanel(page, panel);
    for (const button of await page.getByRole('button').all()) {
      const name = (await button.innerText()).trim();
      // Names of modes, instances and formats are the same everywhere.
      if (/[a-z]{4,} [a-z]{3,}/i.test(name) && !/[가-힣]/.test(name)) expect.soft(name, panel).toBe('');
    }
  }
});

it('goes from tab to tab by the arrow keys, and the address has the open tab', async ({ open }) => {
  const { page } = await open();
  await page.locator('#tab-journey').focus();
  for (const [key, panel] of [
    ['ArrowRight', 'break'],
    ['End', 'room'],
    ['ArrowRight', 'journey'],
    ['ArrowLeft', 'room'],
    ['Home', 'journey'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.id')).toBe(`tab-${panel}`);
    expect(await page.locator(`#tab-${panel}`).getAttribute('aria-selected')).toBe('true');
  }
  await page.keyboard.press('End');
  await expect.poll(() => new URL(page.url()).searchParams.get('panel')).toBe('room');
});

it('a link shows the same view in another browser', async ({ open }) => {
  const query = 'theme=dark&mode=jwt-own-keys&vs=jwt-shared-key&client=browser&speed=slow&panel=token';
  const { page } = await open(query, { language: 'ko' });
  const combobox = (name: string) => page.getByRole('combobox', { name, exact: true });
  expect(await combobox(journeyWords.ko.mode).inputValue()).toBe('jwt-own-keys');
  expect(await combobox(journeyWords.ko.versus).inputValue()).toBe('jwt-shared-key');
  expect(await page.locator('#tab-token').getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(new URL(page.url()).search).toBe(`?lang=ko&${query}`);
});

it('the page sends requests to its own origin only, and its policy allows no other', async ({ lab }) => {
  const answer = await fetch(`${lab.url}/`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).not.toMatch(/https?:\/\//);
});

it('its script is at most 80 kB compressed, the workshop included', async ({ open }) => {
  const { page } = await open('step=first');
  const scripts = await page.evaluate<{ name: string; encodedBodySize: number }[]>(
    "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((entry) => entry.toJSON())",
  );
  expect(scripts.length).toBeGreaterThan(1);
  const bytes = scripts.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(80_000);
});

/** Nothing but the colours differs in the dark. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

/** The parts that overflow the card of the playground, and the contents that overflow their part. */
function findCut(page: Page): Promise<string[]> {
  return page.evaluate(`
    (() => {
      const within = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
      const findIn = (outer, selector) =>
        [...outer.querySelectorAll(selector)]
          .filter((inner) => inner.getBoundingClientRect().width > 2)
          .filter((inner) => !within(inner.getBoundingClientRect(), outer.getBoundingClientRect()))
          .map((inner) => inner.textContent);
      const playground = document.querySelector('.playground');
      const parts = [...document.querySelectorAll('.map-node')];
      return [
        ...findIn(playground, '.map-node, .playground-hands button'),
        ...parts.flatMap((part) => findIn(part, '.map-name *, .map-mode, .map-chip, .map-answers')),
      ];
    })()
  `);
}
