// Where the page itself keeps a credential: what a script can read of it, that it works from there, and that nothing stays.
import { describe, expect, it, type TestContext } from 'vitest';
import { type Language, openInBothLanguages, openInEnglish } from '../support/browser/both-languages.js';
import { useLabAndBrowser } from '../support/browser/lab-and-browser.js';
import { openPlacesPanel } from '../support/browser/places-panel.js';

const shared = useLabAndBrowser();

const timeout = 60_000;
const nothing = { 'document.cookie': [], sessionStorage: [], localStorage: [] };
const kept = ['tokens-jwt-denylist'];

describe.each([
  ['cookie', nothing],
  ['sessionStorage', { ...nothing, sessionStorage: kept }],
  ['localStorage', { ...nothing, localStorage: kept }],
] as const)('a token in %s', (place, readable) => {
  it('is read by a script only where the page says so, works, and is gone after the log-out', {
    timeout,
  }, async (test) => {
    const panel = await open(test, 'jwt-denylist');
    await panel.choose(place);
    await panel.askWho(panel.words.missing);
    const { access_token: token } = await (await panel.logIn()).json();
    expect(await panel.read()).toEqual(readable);
    expect(await panel.listed()).toEqual(readable);
    const cookies = (await panel.cookies()).map(({ httpOnly }) => httpOnly);
    expect(cookies).toEqual(place === 'cookie' ? [true] : []);

    const me = await panel.askWho(panel.words.you);
    const { authorization } = await me.request().allHeaders();
    expect(authorization !== undefined).toBe(place !== 'cookie');

    await panel.logOut();
    expect([await panel.read(), await panel.listed(), await panel.cookies()]).toEqual([nothing, nothing, []]);
    await panel.askWho(panel.words.missing);
    if (place === 'cookie') return;
    const api = `${shared.lab.url}/api/jwt-denylist`;
    expect(panel.sentTo(token)).toEqual([`${api}/me`, `${api}/logout`]);
  });
});

it('Clean up takes away what was left in every place', { timeout }, async (test) => {
  const { both } = await openBoth(test, 'jwt-denylist');
  await both(async (panel) => {
    for (const place of ['cookie', 'sessionStorage', 'localStorage'] as const) {
      await panel.choose(place);
      await panel.logIn();
    }
    expect(await panel.read()).toEqual({ ...nothing, sessionStorage: kept, localStorage: kept });
    expect(await panel.cookies()).toHaveLength(1);
    await panel.cleanUp();
    expect([await panel.read(), await panel.listed(), await panel.cookies()]).toEqual([nothing, nothing, []]);
  });
});

it('Clean up asks until it meets the one instance that can end the log-in', { timeout }, async (test) => {
  const panel = await open(test, 'jwt-own-keys');
  await panel.choose('cookie');
  await panel.logIn();
  expect(await panel.cookies()).toHaveLength(1);
  await panel.cleanUp();
  expect(await panel.cookies()).toEqual([]);
});

const openPanel = (mode: string) => (language: Language) =>
  openPlacesPanel(shared.browser, shared.lab.url, language, mode);
const open = (test: TestContext, mode: string) => openInEnglish(test, openPanel(mode));
const openBoth = (test: TestContext, mode: string) => openInBothLanguages(test, openPanel(mode));
