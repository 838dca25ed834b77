// The places where the lab's page can keep a credential, and the questions that are asked of each.
import type { Place } from './storage-page.js';

export type PlaceName = keyof typeof places;

/** Modes that any instance can check and that can log out for good, so that what is seen is the browser's doing. */
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
