// Attacks by a page of the attacker on a logged-in user, and the defence that stops each.
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { Attacker } from './attacker.js';
import type { Observation } from './places.js';
import { addressOf, isLoggedIn, logIn, type Place } from './storage-page.js';

/** Where the attacking page is, and how it sends its request to which route. */
export const attacks = {
  'fetch from another site': { from: 'otherSite', by: 'fetch', route: 'logout' },
  'form on another site': { from: 'otherSite', by: 'form', route: 'logout' },
  'fetch from another port': { from: 'sameSite', by: 'fetch', route: 'logout' },
  'link on another site': { from: 'otherSite', by: 'link', route: 'me' },
} as const;

export type AttackName = keyof typeof attacks;
type SameSite = 'Lax' | 'None';

/** Accepted; without a credential; refused for its origin; refused because a form cannot send JSON. */
export type Outcome = 'works' | 'no cookie' | 'refused' | 'not JSON';

/** Two tabs of one user: the lab's page, and one that visits the attacker. */
interface Victim {
  readonly browser: BrowserContext;
  readonly page: Page;
  readonly tab: Page;
  readonly network: CDPSession;
}

export async function openVictim(browser: BrowserContext): Promise<Victim> {
  const [page, tab] = [await browser.newPage(), await browser.newPage()];
  const network = await browser.newCDPSession(tab);
  await network.send('Network.enable');
  return { browser, page, tab, network };
}

interface AttackOptions {
  readonly lab: string;
  readonly attacker: Attacker;
  readonly place: Place;
  /** The changed attributes of the lab's cookies, if they are changed. */
  readonly sameSite?: SameSite;
}

/** Logs in, opens the attacker's page in the other tab, and looks whether the user is still logged in. */
export async function observeAttack(
  { browser, page, tab, network }: Victim,
  name: AttackName,
  { lab, attacker, place, sameSite }: AttackOptions,
): Promise<{ outcome: Outcome; isLoggedOut: boolean }> {
  const { from, by, route } = attacks[name];
  await page.bringToFront(); // Chromium hardly draws a page that is in the background
  await page.goto(addressOf(lab, place));
  await logIn(page);
  if (sameSite) await changeCookies(browser, sameSite);

  const target = `${lab}/api/${place.mode}/${route}`;
  const answered = exchangeWith(network, target);
  await tab.bringToFront();
  await tab.goto(`${attacker[from]}/${by}?target=${encodeURIComponent(target)}`);
  const outcome = outcomeOf(await answered);

  await page.bringToFront();
  return { outcome, isLoggedOut: !(await isLoggedIn(page)) };
}

/** The request to the target and its answer. */
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
    const timer = setTimeout(() => reject(new Error(`Nothing answered at ${target}`)), 60_000);
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

/**
 * Attacks by other pages on a log-in that is kept in one place, with the lab's protection and without.
 * `unprotected` is the address of a lab that has its protection turned off.
 */
export async function observeCsrf(
  victim: Victim,
  unprotected: string,
  options: AttackOptions,
): Promise<Observation> {
  const attack = (name: AttackName, lab = options.lab) => observeAttack(victim, name, { ...options, lab });
  const link = await attack('link on another site');
  return {
    otherSiteActs: (await attack('fetch from another site')).isLoggedOut,
    otherPortActs: (await attack('fetch from another port')).isLoggedOut,
    otherSiteActsUnprotected: (await attack('fetch from another site', unprotected)).isLoggedOut,
    otherSiteLinks: link.outcome === 'works',
  };
}

/** The defences between a cookie and a request that another site causes, each alone and two of them together. */
export interface Defence {
  /** CSRF_PROTECTION: whether the lab checks the origin of a request. */
  readonly check: 'on' | 'off';
  readonly sameSite: SameSite;
  /** A setting of the browser, and so no defence of the server's. */
  readonly blocksThirdPartyCookies?: true;
}

export const defences = {
  nothing: { check: 'off', sameSite: 'None' },
  'third-party cookies blocked': { check: 'off', sameSite: 'None', blocksThirdPartyCookies: true },
  'SameSite=Lax': { check: 'off', sameSite: 'Lax' },
  'the check': { check: 'on', sameSite: 'None' },
  'SameSite=Lax and the check': { check: 'on', sameSite: 'Lax' },
} as const satisfies Record<string, Defence>;

export type DefenceName = keyof typeof defences;

/** The expected outcome of each attack. */
export const expected = {
  nothing: {
    'fetch from another site': 'works',
    'form on another site': 'not JSON',
    'fetch from another port': 'works',
    'link on another site': 'works',
  },
  'third-party cookies blocked': {
    'fetch from another site': 'no cookie',
    'form on another site': 'not JSON', // it opens the lab in the tab, where the cookie is no third party's
    'fetch from another port': 'works',
    'link on another site': 'works',
  },
  'SameSite=Lax': {
    'fetch from another site': 'no cookie',
    'form on another site': 'no cookie',
    'fetch from another port': 'works', // another port is the same site
    'link on another site': 'works',
  },
  'the check': {
    'fetch from another site': 'refused',
    'form on another site': 'refused',
    'fetch from another port': 'refused',
    'link on another site': 'works', // a GET changes nothing
  },
  'SameSite=Lax and the check': {
    'fetch from another site': 'refused',
    'form on another site': 'refused',
    'fetch from another port': 'refused',
    'link on another site': 'works',
  },
} as const satisfies Record<DefenceName, Record<AttackName, Outcome>>;
