// What a page of the attacker's makes the browser do to a user who is logged in.
import type { BrowserContext, CDPSession } from 'playwright-core';
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
  const network = await tab.context().newCDPSession(tab);
  await network.send('Network.enable');
  const answered = exchangeWith(network, target);
  await tab.goto(`${attacker[from]}/${by}?target=${encodeURIComponent(target)}`);
  const outcome = outcomeOf(await answered);
  await tab.close(); // Chromium hardly draws a page that is in the background

  const isLoggedOut = !(await isLoggedIn(page));
  await page.close();
  return { outcome, isLoggedOut };
}

/** What was sent to the target and what it answered. */
interface Exchange {
  readonly status: number;
  readonly sentCookie: boolean;
}

/**
 * As the network saw it: the browser withholds the answer from the page, and from Playwright, when the answer's
 * Cross-Origin-Resource-Policy forbids it. The lab has acted all the same. The network reports the parts in any order.
 */
function exchangeWith(network: CDPSession, target: string): Promise<Exchange> {
  const seen = new Map<string, { url?: string } & Partial<Exchange>>();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Nothing answered at ${target}`)), 10_000);
    function note(requestId: string, part: { url?: string } & Partial<Exchange>): void {
      const known = { ...seen.get(requestId), ...part };
      seen.set(requestId, known);
      const { url, status, sentCookie } = known;
      if (url !== target || status === undefined || sentCookie === undefined) return;
      clearTimeout(timer);
      resolve({ status, sentCookie });
    }
    network.on('Network.requestWillBeSent', ({ requestId, request: { url } }) => note(requestId, { url }));
    network.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) =>
      note(requestId, { sentCookie: Object.keys(headers).some((name) => name.toLowerCase() === 'cookie') }),
    );
    network.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) =>
      note(requestId, { status: statusCode }),
    );
  });
}

function outcomeOf({ status, sentCookie }: Exchange): Outcome {
  if (status === 403) return 'refused';
  if (status === 415) return sentCookie ? 'not JSON' : 'no cookie';
  if (status === 401) return 'no cookie';
  if (status === 200) return 'works';
  throw new Error(`The lab answered ${status}`);
}

/** As if the server had set them so. Without SameSite a cookie must be Secure, which loopback counts as. */
async function changeCookies(browser: BrowserContext, sameSite: SameSite): Promise<void> {
  const cookies = await browser.cookies();
  await browser.addCookies(cookies.map((each) => ({ ...each, sameSite, secure: sameSite === 'None' })));
}
