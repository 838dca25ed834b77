// Where else, and for how long, a log-in is known: in other tabs, and after what is closed has been opened again.
import type { Profile } from './chromium.js';
import type { Observation } from './places.js';
import { addressOf, isLoggedIn, logIn, openPage, type Place } from './storage-page.js';

/** `lab` is the origin of the page, `otherPort` the one of the same host that has the API too. */
export async function observeTabs(
  profile: Profile,
  { lab, otherPort: api }: { readonly lab: string; readonly otherPort: string },
  place: Place,
): Promise<Observation> {
  let browser = await profile.open();
  const isKnownInNewTab = async (url = lab) => {
    const tab = await openPage(browser, url, place);
    const isKnown = await isLoggedIn(tab);
    await tab.close();
    return isKnown;
  };
  const page = await openPage(browser, lab, place);
  await logIn(page);
  const secondTab = await isKnownInNewTab();
  const otherName = await isKnownInNewTab(lab.replace('127.0.0.1', 'localhost'));

  const tab = await browser.newPage();
  const otherPort = (await tab.goto(`${api}/api/${place.mode}/me`))?.status() === 200;
  await tab.close();

  const opening = browser.waitForEvent('page');
  await page.evaluate(`void open('${addressOf(lab, place)}')`);
  const opened = await opening;
  await opened.waitForLoadState();
  const openedTab = await isLoggedIn(opened);
  await opened.close();

  await page.reload();
  const afterReload = await isLoggedIn(page);
  await page.close();
  const afterTab = await isKnownInNewTab();

  await browser.close();
  browser = await profile.open();
  const afterBrowser = await isKnownInNewTab();
  return { secondTab, otherName, otherPort, openedTab, afterReload, afterTab, afterBrowser };
}
