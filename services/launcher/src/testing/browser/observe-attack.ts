// What a page of the attacker's makes the browser do with the lab's cookies.
import type { BrowserContext } from 'playwright-core';
import type { Attacker } from './attacker.js';

/** Where the attacking page is, and how it sends its request. */
export const attacks = {
  'fetch from another site': { from: 'otherSite', by: 'fetch', route: 'logout' },
  'form on another site': { from: 'otherSite', by: 'form', route: 'logout' },
  'fetch from another port': { from: 'sameSite', by: 'fetch', route: 'logout' },
  'form on another port': { from: 'sameSite', by: 'form', route: 'logout' },
  'link on another site': { from: 'otherSite', by: 'link', route: 'me' },
} as const;

export type AttackName = keyof typeof attacks;

/** Opens the attacker's page in a tab of its own. The status is what the lab answered to the request it sent. */
export async function observeAttack(
  browser: BrowserContext,
  lab: string,
  attacker: Attacker,
  { mode, name }: { readonly mode: string; readonly name: AttackName },
): Promise<number> {
  const { from, by, route } = attacks[name];
  const target = `${lab}/api/${mode}/${route}`;
  const tab = await browser.newPage();
  const answered = tab.waitForResponse(target);
  await tab.goto(`${attacker[from]}/${by}?target=${encodeURIComponent(target)}`);
  const status = (await answered).status();
  await tab.close();
  return status;
}
