// The panel "Sign-in": a failed callback with its reason, the place of the pending sign-in, and the two tokens.
import type { Language } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import { expect } from 'vitest';
import { it, type Open } from '../support/browser/page-test.js';

async function openSignInPanel(open: Open, mode: string, language: Language = 'en') {
  const words = texts[language].signInTexts;
  const { page } = await open(`panel=sign-in&mode=${mode}`, { language });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    page,
    words,
    async play(name: string) {
      await button(name).click();
      await page.locator(`button:enabled:text-is("${words.panel.alone}")`).waitFor();
      await page.getByRole('tabpanel').getByRole('status').waitFor();
    },
    result: () => page.getByRole('tabpanel').getByRole('status').innerText(),
    /** The place of the pending sign-in, and the text of its chip. */
    chip: async () => (await page.locator('.sign-in-places li:has(.sign-in-chip)').innerText()).trim(),
    steps: () => page.getByRole('list', { name: words.steps.caption }).locator('li').allInnerTexts(),
  };
}

it('a lone sign-in in oidc-memory fails, and the panel names the instances that began it and got the callback', async ({
  open,
}) => {
  const panel = await openSignInPanel(open, 'oidc-memory');
  await expect
    .poll(() => panel.page.getByRole('tabpanel').innerText())
    .toContain(panel.words.panel.predicted(0, 1 / 3));
  await panel.play(panel.words.panel.alone);
  const result = await panel.result();
  const [, begunBy = '', callbackAt = ''] =
    /(api-\d) began the sign-in\. The callback reached (api-\d)/.exec(result) ?? [];
  expect(callbackAt).not.toBe(begunBy);
  expect(result).toContain(panel.words.result.failed(callbackAt));
  expect(result).toContain(`${begunBy} began this sign-in; ${callbackAt} has never seen it.`);
  expect(await panel.chip()).toMatch(new RegExp(`^${begunBy}\\s+${panel.words.places.left}$`));
  expect((await panel.steps()).at(-1)).toContain(panel.words.steps.refused);
  const held = panel.page.locator(`[data-part="${begunBy}"] .map-chip`);
  expect(await held.innerText()).toContain(texts.en.mapTexts.logIns.pending);
  expect(await panel.page.locator('[data-part="provider"]').isVisible()).toBe(true);
});

it.for([
  ['oidc-cookie', 'browser', 'en'],
  ['oidc-redis', 'redis', 'ko'],
] as const)(
  '%s keeps the pending sign-in in %s, and the user is logged in: %s',
  async ([mode, place, language], { open }) => {
    const panel = await openSignInPanel(open, mode, language);
    const { panel: buttons, places, tokens, steps } = panel.words;
    await panel.play(buttons.amidOthers);
    expect(await panel.chip()).toMatch(new RegExp(`^${places[place]}\\s+${places.used}$`));
    const rows = await panel.steps();
    expect(rows.at(-1)).toContain(steps.me);
    expect(rows.filter((row) => row.includes('provider-1'))).toHaveLength(4);
    const both = await panel.page.getByRole('region', { name: tokens.title }).innerText();
    for (const text of [tokens.idFor, tokens.accessFor, '"local-app"', '"Alice Archer"'])
      expect(both).toContain(text);
    await panel.page.locator('#tab-token').click();
    await panel.page.getByRole('region', { name: tokens.title }).waitFor();
  },
);
