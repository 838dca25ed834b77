// The places where a client can keep a credential, tested with a real Chromium. docs/storage.md shows the results.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '@scale-out-lab/bench/browser/open-browser';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Attacker, startAttacker } from '../support/browser/attacker.js';
import {
  type AttackName,
  attacks,
  type Defence,
  type DefenceName,
  defences,
  expected,
  type Outcome,
  observeAttack,
  observeCsrf,
  openVictim,
} from '../support/browser/attacks.js';
import { it } from '../support/browser/page-test.js';
import {
  type Observation,
  observeInjection,
  observeTabs,
  type PlaceName,
  places,
} from '../support/browser/places.js';
import { isLoggedIn, logIn, openPage } from '../support/browser/storage-page.js';
import { renderAttacks, renderPlaces, withTable } from '../support/browser/storage-tables.js';
import { startClusterForTest } from '../support/cluster.js';

const document = fileURLToPath(new URL('../../../../docs/storage.md', import.meta.url));
let unprotected: Cluster;
let attacker: Attacker;
let profiles: string;
const open = new Map<boolean, BrowserContext>();

beforeAll(async () => {
  unprotected = await startClusterForTest({ INSTANCES: '1', CSRF_PROTECTION: 'off' });
  attacker = await startAttacker();
  profiles = await mkdtemp(join(tmpdir(), 'profiles-'));
});
afterAll(async () => {
  await Promise.all([...open.values()].map((browser) => browser.close()));
  await Promise.all([unprotected?.stop(), attacker?.stop()]);
  await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * The browser with this setting, without cookies and with one tab. Its profile sets whether it lets third-party cookies
 * through, because browsers differ in that: Google's lets them through, Debian's blocks them.
 */
async function openWith(blocksThirdPartyCookies = false): Promise<BrowserContext> {
  let browser = open.get(blocksThirdPartyCookies);
  if (!browser) {
    await mkdir(join(profileOf(blocksThirdPartyCookies), 'Default'), { recursive: true });
    const preferences = {
      block_third_party_cookies: blocksThirdPartyCookies,
      cookie_controls_mode: Number(blocksThirdPartyCookies), // 0 lets them through and 1 blocks them
    };
    const file = join(profileOf(blocksThirdPartyCookies), 'Default', 'Preferences');
    await writeFile(file, JSON.stringify({ profile: preferences }));
    browser = await launch(blocksThirdPartyCookies);
  }
  await browser.clearCookies();
  for (const tab of browser.pages().slice(1)) await tab.close(); // without any tab the browser ends
  return browser;
}

const profileOf = (blocksThirdPartyCookies: boolean) => join(profiles, String(blocksThirdPartyCookies));

async function launch(blocksThirdPartyCookies: boolean): Promise<BrowserContext> {
  const browser = await openBrowser(profileOf(blocksThirdPartyCookies));
  open.set(blocksThirdPartyCookies, browser);
  return browser;
}

const outcomes: Record<string, Partial<Record<AttackName, Outcome>>> = {};
const names = Object.keys(places) as PlaceName[];
const seen: Partial<Record<PlaceName, Observation>> = {};
const note = (name: PlaceName, observed: Observation) => {
  seen[name] = { ...seen[name], ...observed };
};

describe.each(names)('%s', (name) => {
  const place = places[name];
  const isCookie = place.place === 'cookie';

  it('is used by a script injected into the page, and taken away unless it is HttpOnly', async ({
    lab,
    openContext,
  }) => {
    const { storageUrl } = lab.cluster;
    const observed = await observeInjection(await openContext(), storageUrl, attacker, place);
    note(name, observed);
    expect(observed).toEqual({
      isRead: !isCookie,
      goesToOtherSite: !isCookie,
      goesToOtherPort: true,
      worksElsewhere: true,
      isUsed: true,
      isPasswordRead: true,
    });
  });

  it('is used by pages of others if it is a cookie without protection, and only then', async ({ lab }) => {
    const options = { lab: lab.cluster.storageUrl, attacker, place };
    const observed = await observeCsrf(await openVictim(await openWith()), unprotected.storageUrl, options);
    note(name, observed);
    expect(observed).toEqual({
      otherSiteActs: false,
      otherPortActs: false,
      otherSiteActsUnprotected: isCookie,
      otherSiteLinks: isCookie,
    });
  });

  it('is known in other tabs, and after a closed one, unless it belongs to a tab', async ({
    lab,
    openContext,
  }) => {
    const origins = { lab: lab.cluster.storageUrl, otherPort: lab.url };
    const observed = await observeTabs(await openContext(), origins, place);
    note(name, observed);
    expect(observed).toEqual({
      secondTab: place.place !== 'sessionStorage',
      openedTab: true, // which starts with a copy of the sessionStorage
      otherName: false,
      otherPort: isCookie, // cookies know no ports
      afterReload: true,
      afterTab: place.place !== 'sessionStorage',
    });
  });
});

it('a log-in is known after the browser was closed if it is kept in the localStorage, and only then', async ({
  lab,
}) => {
  const { storageUrl } = lab.cluster;
  const browser = await openWith();
  for (const name of names) await logIn(await openPage(browser, storageUrl, places[name]));
  await browser.close();
  const again = await launch(false);
  for (const name of names) {
    const afterBrowser = await isLoggedIn(await openPage(again, storageUrl, places[name]));
    note(name, { afterBrowser });
    expect(afterBrowser, name).toBe(places[name].place === 'localStorage');
  }
});

describe.each(Object.keys(defences) as DefenceName[])('against attacks on a cookie, %s', (name) => {
  const { check, sameSite, blocksThirdPartyCookies }: Defence = defences[name];
  it('stops exactly the attacks that it should', async ({ lab }) => {
    const { storageUrl } = check === 'on' ? lab.cluster : unprotected;
    const options = { lab: storageUrl, attacker, place: places['HttpOnly cookie (session)'], sameSite };
    const victim = await openVictim(await openWith(blocksThirdPartyCookies));
    for (const attack of Object.keys(attacks) as AttackName[]) {
      const { outcome, isLoggedOut } = await observeAttack(victim, attack, options);
      outcomes[name] = { ...outcomes[name], [attack]: outcome };
      expect(isLoggedOut, attack).toBe(outcome === 'works' && attacks[attack].route === 'logout');
    }
    expect(outcomes[name]).toEqual(expected[name]);
  });
});

it('docs/storage.md shows the observations (vitest --update rewrites it)', async () => {
  const text = await readFile(document, 'utf8');
  const shown = withTable(withTable(text, 'places', renderPlaces(seen)), 'attacks', renderAttacks(outcomes));
  await expect(shown).toMatchFileSnapshot(document);
});
