// What pages of others can do to a log-in that is kept in one place, with the lab's protection and without.
import type { BrowserContext } from 'playwright-core';
import { type AttackName, type AttackOptions, observeAttack } from './observe-attack.js';
import type { Observation } from './places.js';

/** `unprotected` is the address of a lab that has its protection turned off. */
export async function observeCsrf(
  browser: BrowserContext,
  unprotected: string,
  options: AttackOptions,
): Promise<Observation> {
  const attack = (name: AttackName, lab = options.lab) => observeAttack(browser, name, { ...options, lab });
  const link = await attack('link on another site');
  return {
    otherSiteActs: (await attack('fetch from another site')).isLoggedOut,
    otherPortActs: (await attack('fetch from another port')).isLoggedOut,
    otherSiteActsUnprotected: (await attack('fetch from another site', unprotected)).isLoggedOut,
    otherSiteLinks: link.outcome === 'works',
  };
}
