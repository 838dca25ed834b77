// The panel "Log-ins" as a user sees it: devices with the instances that accept them, results, and the list.
import type { Language } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Open } from './page-test.js';

export async function openLogInsPanel(open: Open, mode: string, versus = '', language: Language = 'en') {
  const t = texts[language].logInsTexts;
  const { page } = await open(`panel=log-ins&speed=fast&mode=${mode}&vs=${versus}`, { language });
  const lane = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** Resolves once the action and its checks are done: the buttons are enabled again. */
  async function press(name: string): Promise<void> {
    await button(name).click();
    await page.locator(`button:enabled:text-is("${t.panel.add}")`).waitFor();
  }

  return {
    page,
    words: {
      left: t.result.left,
      list: t.list.show,
      end: t.list.end,
      current: t.list.current,
      other: t.list.other,
      logOut: t.devices.logOut,
      missed: t.missed.title,
      holder: t.missed.holder,
      works: t.missed.works,
    },
    press,
    add: () => press(t.panel.add),
    addExclusive: () => press(t.panel.addExclusive),
    result: (mode: string) => lane(mode).getByRole('status').innerText(),
    /** For each device, the instances that accept it. */
    async acceptedBy(mode: string): Promise<readonly (readonly string[])[]> {
      const rows = lane(mode)
        .getByRole('region', { name: t.devices.caption(mode) })
        .locator('tbody tr');
      const cells = await rows.locator('td:nth-child(3)').allInnerTexts();
      return cells.map((cell) => cell.match(/api-\d/g) ?? []);
    },
    /** Which log-in each row of the list is. */
    listed: () => page.locator('table:has(caption) tbody td:nth-child(3)').allInnerTexts(),
  };
}
