// The part of the panel "Token" where the page itself keeps a credential, as a user sees it.
import type { Browser } from 'playwright-core';
import type { Language } from './both-languages.js';
import { openTokenTab, textOf } from './token-panel.js';

export type KeptIn = 'cookie' | 'sessionStorage' | 'localStorage';

/** What the tests' own script finds, beside what the page says that one finds. */
export interface Readable {
  readonly 'document.cookie': readonly string[];
  readonly sessionStorage: readonly string[];
  readonly localStorage: readonly string[];
}

/** Chromium itself logs what the page's own requests are refused with. */
const refusal = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';

export async function openPlacesPanel(browser: Browser, lab: string, language: Language, mode: string) {
  const { page, words, complaints, requests, close } = await openTokenTab(browser, lab, language, mode);
  const places = page.getByRole('region', { name: `${words.storage} ${mode}`, exact: true });

  const press = async (name: string, route: string, says: string | RegExp) => {
    const answered = page.waitForResponse((response) => response.url().endsWith(`/api/${mode}/${route}`));
    await places.getByRole('button', { name, exact: true }).click();
    const response = await answered;
    await places.getByRole('status').filter({ hasText: says }).waitFor();
    return response;
  };

  return {
    words,
    close,
    get complaints() {
      return complaints.filter((complaint) => complaint !== refusal);
    },

    async choose(place: KeptIn) {
      const name = place === 'cookie' ? words.cookie : place;
      await places.getByRole('radio', { name, exact: true }).check();
    },
    logIn: () => press(words.logIn, 'login', `POST /api/${mode}/login 200`),
    /** @param says what is to stand in the answer */
    askWho: (says: string | RegExp) => press(words.me, 'me', says),
    logOut: () => press(words.logOut, 'logout', words.loggedOut),
    async cleanUp() {
      await places.getByRole('button', { name: words.cleanUp, exact: true }).click();
      await places.getByRole('status').filter({ hasText: words.cleaned }).waitFor();
    },

    /** Where the page sent that text, in a header, a body or an address. */
    sentTo: (text: string) =>
      requests.filter((request) => textOf(request).includes(text)).map((request) => request.url()),

    /** Cookies that the browser keeps, whether a script can read them or not. */
    cookies: () => page.context().cookies(),

    /** Names that a script finds. */
    read: () =>
      page.evaluate<Readable>(`({
        'document.cookie': document.cookie.split('; ').filter(Boolean).map((pair) => pair.split('=')[0]),
        sessionStorage: Object.keys(sessionStorage),
        localStorage: Object.keys(localStorage),
      })`),

    /** Names that the page says a script finds. */
    async listed(): Promise<Readable> {
      const under = async (source: string) => {
        const found = places.locator('dl > div').filter({ has: page.getByText(source, { exact: true }) });
        const lines = await found.getByRole('definition').allInnerTexts();
        return lines.filter((line) => line !== words.nothing).map((line) => line.split(' = ')[0] ?? '');
      };
      return {
        'document.cookie': await under('document.cookie'),
        sessionStorage: await under('sessionStorage'),
        localStorage: await under('localStorage'),
      };
    },
  };
}
