// Where a client can keep a credential: what a real Chromium makes of each place. docs/storage.md shows it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacker, startAttacker } from '../support/browser/attacker.js';
import { makeProfile, type Settings, useChromium } from '../support/browser/chromium.js';
import { type Defence, type DefenceName, defences, expected } from '../support/browser/defences.js';
import { type AttackName, attacks, type Outcome, observeAttack } from '../support/browser/observe-attack.js';
import { observeCsrf } from '../support/browser/observe-csrf.js';
import { observeInjection } from '../support/browser/observe-injection.js';
import { observeTabs } from '../support/browser/observe-tabs.js';
import { type Observation, type PlaceName, places } from '../support/browser/places.js';
import { renderAttacks, renderPlaces, withTable } from '../support/browser/storage-tables.js';
import { startClusterForTest } from '../support/cluster.js';

const document = fileURLToPath(new URL('../../../../docs/storage.md', import.meta.url));
const openContext = useChromium();
let lab: Cluster;
let unprotected: Cluster;
let attacker: Attacker;

const start = (env: Readonly<Record<string, string>>) => startClusterForTest({ INSTANCES: '2', ...env });

beforeAll(async () => {
  [lab, unprotected] = await Promise.all([start({}), start({ CSRF_PROTECTION: 'off' })]);
  attacker = await startAttacker();
}, 60_000);
const cleanUps: (() => Promise<void>)[] = [];
afterAll(() =>
  Promise.all([lab?.stop(), unprotected?.stop(), attacker?.stop(), ...cleanUps.map((each) => each())]),
);

const browsers = new Map<boolean, BrowserContext>();

/**
 * The browser of the file with these settings, without cookies. Its profile says whether it lets third-party cookies
 * through, because browsers differ in that.
 */
async function openWith({ blocksThirdPartyCookies = false }: Settings): Promise<BrowserContext> {
  let browser = browsers.get(blocksThirdPartyCookies);
  if (!browser) {
    const profile = await makeProfile({ blocksThirdPartyCookies }, (cleanUp) => cleanUps.push(cleanUp));
    browser = await profile.open();
    browsers.set(blocksThirdPartyCookies, browser);
  }
  await browser.clearCookies();
  return browser;
}

const outcomes: Record<string, Partial<Record<AttackName, Outcome>>> = {};
const names = Object.keys(places) as PlaceName[];
const seen: Partial<Record<PlaceName, Observation>> = {};
const note = (name: PlaceName, observed: Observation) => {
  seen[name] = { ...seen[name], ...observed };
};

describe.each(names)('%s', { timeout: 60_000 }, (name) => {
  const place = places[name];
  const isCookie = place.place === 'cookie';

  it('is used by a script injected into the page, and taken away unless it is HttpOnly', async () => {
    const observed = await observeInjection(await openContext(), lab.storageUrl, attacker, place);
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

  it('is used by pages of others if it is a cookie without protection, and only then', async () => {
    const browser = await openWith({});
    const observed = await observeCsrf(browser, unprotected.storageUrl, {
      lab: lab.storageUrl,
      attacker,
      place,
    });
    note(name, observed);
    expect(observed).toEqual({
      otherSiteActs: false,
      otherPortActs: false,
      otherSiteActsUnprotected: isCookie,
      otherSiteLinks: isCookie,
    });
  });

  it('is known in other tabs, and after a closed one, unless it belongs to a tab', async () => {
    const observed = await observeTabs(
      await makeProfile(),
      { lab: lab.storageUrl, otherPort: lab.url },
      place,
    );
    note(name, observed);
    expect(observed).toEqual({
      secondTab: place.place !== 'sessionStorage',
      openedTab: true, // which starts with a copy of the sessionStorage
      otherName: false,
      otherPort: isCookie, // cookies know no ports
      afterReload: true,
      afterTab: place.place !== 'sessionStorage',
      afterBrowser: place.place === 'localStorage',
    });
  });
});

describe.each(Object.keys(defences) as DefenceName[])('against attacks on a cookie, %s', (name) => {
  const { check, sameSite, ...settings }: Defence = defences[name];
  it('stops exactly the attacks that it should', { timeout: 60_000 }, async () => {
    const { storageUrl } = check === 'on' ? lab : unprotected;
    const options = { lab: storageUrl, attacker, place: places['HttpOnly cookie (session)'], sameSite };
    const browser = await openWith(settings);
    for (const attack of Object.keys(attacks) as AttackName[]) {
      const { outcome, isLoggedOut } = await observeAttack(browser, attack, options);
      outcomes[name] = { ...outcomes[name], [attack]: outcome };
      expect(isLoggedOut, attack).toBe(outcome === 'works' && attacks[attack].route === 'logout');
    }
    expect(outcomes[name]).toEqual(expected[name]);
  });
});

it('docs/storage.md shows what was observed (vitest --update rewrites it)', async () => {
  const text = await readFile(document, 'utf8');
  const shown = withTable(withTable(text, 'places', renderPlaces(seen)), 'attacks', renderAttacks(outcomes));
  await expect(shown).toMatchFileSnapshot(document);
});
