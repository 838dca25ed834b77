// After a reset of the lab: the page drops every log-in that has ended, and each panel can be used again.
import { texts } from '@scale-out-lab/dashboard/texts';
import { until } from '@scale-out-lab/launcher/testing/until';
import { expect } from 'vitest';
import { type Control, it } from '../support/browser/page-test.js';

const { breakTexts, logInsTexts, mapTexts, pageTexts, theftTexts } = texts.en;

/** For each panel with its own users: the button that logs them in, and the text before that. */
const panels = {
  break: [breakTexts.crowd.logIn(12), breakTexts.crowd.empty],
  'log-ins': [logInsTexts.panel.add, logInsTexts.panel.empty],
  theft: [theftTexts.panel.logIn, mapTexts.visitors.empty],
} as const;

it.for(['break', 'log-ins', 'theft'] as const)(
  'the panel "%s" forgets its users with the reset of the lab, and logs others in',
  async (panel, { open, control }) => {
    const [logIn, emptyText] = panels[panel];
    const { page } = await open(`mode=session-redis&panel=${panel}`);
    const button = page.getByRole('button', { name: logIn, exact: true });
    const isEmpty = async () => (await page.locator('.page').innerText()).includes(emptyText);
    await button.click();
    await expect.poll(isEmpty).toBe(false);
    await page.locator('#tab-journey').click();
    await reset(control);
    await expect.poll(() => page.locator('.map-visitors').innerText()).toContain(mapTexts.visitors.empty);
    await page.locator(`#tab-${panel}`).click();
    await expect.poll(isEmpty).toBe(true);
    await button.click();
    await expect.poll(isEmpty).toBe(false);
    expect(await page.getByRole('alert').innerText()).toBe('');
  },
);

it('if a reset drops a log-in during a request, the page names the reset as a possible cause', async ({
  open,
}) => {
  const { page } = await open('mode=session-redis&panel=log-ins', { allows: /404 \(Not Found\)/ });
  const button = page.getByRole('button', { name: logInsTexts.panel.add, exact: true });
  await button.click();
  await page.getByRole('table').waitFor();
  // The lab has dropped the user, and the page has no event of it yet.
  await page.route('**/census', (route) =>
    route.fulfill({ status: 404, json: { code: 'not-found', detail: '' } }),
  );
  await button.click();
  await expect
    .poll(() => page.getByRole('alert').innerText())
    .toContain(pageTexts.notice.problems['visitors-lost']);
  expect(pageTexts.notice.problems['visitors-lost']).toContain('reset');
  await page.unrouteAll();
  await button.click();
  await page.getByRole('table').waitFor();
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('');
});

async function reset({ ask, state }: Control): Promise<void> {
  expect((await ask('POST', 'reset')).status).toBe(202);
  await until(async () => (await state()).busy === null);
}
