// The page as it looks: in both languages, light and dark, from a phone to a wall, for eyes, keyboards and screen readers.

import { openLabPage, openPanel } from '@scale-out-lab/bench/browser/lab-page';
import { describe, expect, it } from 'vitest';
import { findViolations } from '../support/browser/axe.js';
import { useLabAndBrowser } from '../support/browser/lab-and-browser.js';

const shared = useLabAndBrowser();

const panels = ['journey', 'break', 'theft', 'token', 'experiments'] as const;
const languages = ['en', 'ko'] as const;
const themes = ['light', 'dark'] as const;
const timeout = 60_000;

it('speaks the language of the browser, and the other at the press of a button', {
  timeout,
}, async () => {
  const { page, complaints, close } = await openLabPage(shared.browser, shared.lab.url, '/', {
    language: 'ko',
  });
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ko');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('스케일 아웃 랩');
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('The scale-out lab');
  expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
  await page.reload();
  await page.getByRole('tablist').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('The scale-out lab');
  expect(complaints).toEqual([]);
  await close();
});

describe.each(languages)('in %s', (language) => {
  it.each(panels)(
    'the panel %s has no accessibility violation that axe-core finds, light or dark',
    { timeout },
    async (panel) => {
      const path = `/?lang=${language}&panel=${panel}&vs=jwt-shared-key&step=one-server`;
      const { page, complaints, close } = await openLabPage(shared.browser, shared.lab.url, path, {
        language,
      });
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        expect(await findViolations(page), theme).toEqual([]);
      }
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('no panel is wider than the screen, from a phone to a wall', { timeout }, async () => {
    const path = `/?lang=${language}&step=one-server`;
    const { page, close } = await openLabPage(shared.browser, shared.lab.url, path, { language });
    for (const panel of panels) {
      await openPanel(page, panel);
      for (const width of [360, 768, 1280, 3840]) {
        await page.setViewportSize({ width, height: 800 });
        const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(excess, `${panel} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
    await close();
  });
});

it('shows nothing of one language in the other', { timeout }, async () => {
  const { page, close } = await openLabPage(shared.browser, shared.lab.url, '/?lang=ko&step=one-server', {
    language: 'ko',
  });
  for (const panel of panels) {
    await openPanel(page, panel);
    for (const button of await page.getByRole('button').all()) {
      const name = (await button.innerText()).trim();
      // Names of modes, instances and formats are the same everywhere.
      if (/[a-z]{4,} [a-z]{3,}/i.test(name) && !/[가-힣]/.test(name)) expect.soft(name, panel).toBe('');
    }
  }
  await close();
});

it('goes from tab to tab by the arrow keys, and the address says where it is', { timeout }, async () => {
  const { page, close } = await openLabPage(shared.browser, shared.lab.url);
  await page.locator('#tab-journey').focus();
  for (const [key, panel] of [
    ['ArrowRight', 'break'],
    ['End', 'experiments'],
    ['ArrowRight', 'journey'],
    ['ArrowLeft', 'experiments'],
    ['Home', 'journey'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.id')).toBe(`tab-${panel}`);
    expect(await page.locator(`#tab-${panel}`).getAttribute('aria-selected')).toBe('true');
  }
  await page.keyboard.press('End');
  expect(new URL(page.url()).searchParams.get('panel')).toBe('experiments');
  await close();
});

it('a link shows the same view in another browser', { timeout }, async () => {
  const query =
    '/?lang=en&theme=dark&mode=jwt-own-keys&vs=jwt-shared-key&client=browser&speed=slow&panel=token';
  const { page, close } = await openLabPage(shared.browser, shared.lab.url, query, { language: 'ko' });
  expect(await page.getByRole('combobox', { name: 'Mode' }).inputValue()).toBe('jwt-own-keys');
  expect(await page.getByRole('combobox', { name: 'Compare with' }).inputValue()).toBe('jwt-shared-key');
  expect(await page.locator('#tab-token').getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(new URL(page.url()).search).toBe(query.slice(1));
  await close();
});

it('the page sends requests to its own origin only, and its policy allows no other', {
  timeout,
}, async () => {
  const answer = await fetch(`${shared.lab.url}/`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).not.toMatch(/https?:\/\//);
});

it('its script is at most 80 kB compressed, the workshop included', { timeout }, async () => {
  const { page, close } = await openLabPage(shared.browser, shared.lab.url, '/?step=first');
  const scripts = await page.evaluate<{ name: string; encodedBodySize: number }[]>(
    "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((entry) => entry.toJSON())",
  );
  await close();
  expect(scripts.length).toBeGreaterThan(1);
  const bytes = scripts.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(80_000);
});
