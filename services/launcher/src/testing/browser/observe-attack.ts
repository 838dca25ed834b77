// What a page of the attacker's makes the browser do to a user who is logged in.
import type { BrowserContext, Response } from 'playwright-core';
import type { Attacker } from './attacker.js';
import { isLoggedIn, logIn, openPage, type Place } from './storage-page.js';

/** Where the attacking page is, and how it sends its request to which route. */
export const attacks = {
  'fetch from another site': { from: 'otherSite', by: 'fetch', route: 'logout' },
  'form on another site': { from: 'otherSite', by: 'form', route: 'logout' },
  'fetch from another port': { from: 'sameSite', by: 'fetch', route: 'logout' },
  'link on another site': { from: 'otherSite', by: 'link', route: 'me' },
} as const;

export type AttackName = keyof typeof attacks;
export type SameSite = 'Lax' | 'None';

/** Accepted; without a credential; refused for where it comes from; refused because a form cannot send JSON. */
export type Outcome = 'works' | 'no cookie' | 'refused' | 'not JSON';

export interface AttackOptions {
  readonly lab: string;
  readonly attacker: Attacker;
  readonly place: Place;
  /** What the lab's cookies are made, unless they stay as the lab sets them. */
  readonly sameSite?: SameSite;
}

/** Logs in, opens the attacker's page in a tab of its own, and looks whether the user is still logged in. */
export async function observeAttack(
  browser: BrowserContext,
  name: AttackName,
  { lab, attacker, place, sameSite }: AttackOptions,
): Promise<{ outcome: Outcome; isLoggedOut: boolean }> {
  const { from, by, route } = attacks[name];
  const page = await openPage(browser, lab, place);
  await logIn(page);
  if (sameSite) await changeCookies(browser, sameSite);

  const tab = await browser.newPage();
  const target = `${lab}/api/${place.mode}/${route}`;
  const answered = tab.waitForResponse(target);
  await tab.goto(`${attacker[from]}/${by}?target=${encodeURIComponent(target)}`);
  const outcome = await outcomeOf(await answered);
  await tab.close(); // Chromium hardly draws a page that is in the background

  const isLoggedOut = !(await isLoggedIn(page));
  await page.close();
  return { outcome, isLoggedOut };
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const status = response.status();
  if (status === 403) return 'refused';
  if (status === 415) return (await response.request().headerValue('cookie')) ? 'not JSON' : 'no cookie';
  if (status === 401) return 'no cookie';
  if (status === 200) return 'works';
  throw new Error(`The lab answered ${status}`);
}

/** As if the server had set them so. Without SameSite a cookie must be Secure, which loopback counts as. */
async function changeCookies(browser: BrowserContext, sameSite: SameSite): Promise<void> {
  const cookies = await browser.cookies();
  await browser.addCookies(cookies.map((each) => ({ ...each, sameSite, secure: sameSite === 'None' })));
}
