// The panel "Token" as a user sees it: the parts of a credential, the answers to edited ones, and the places where the
// page itself keeps one.
import type { Language } from '@scale-out-lab/core';
import type { Request } from 'playwright-core';
import type { Open } from './page-test.js';
import { type EditName, tokenWords } from './words.js';

/** Opens the panel, and notes every request of the page from then on. */
async function openTokenTab(open: Open, mode: string, language: Language, allows?: RegExp) {
  const tab = await open(`panel=token&speed=fast&mode=${mode}`, { language, ...(allows && { allows }) });
  const requests: Request[] = [];
  tab.page.on('request', (request) => requests.push(request));
  return { page: tab.page, requests: requests as readonly Request[], words: tokenWords[language] };
}

export async function openTokenPanel(open: Open, mode: string, language: Language = 'en') {
  const tab = await openTokenTab(open, mode, language);
  const { page, words } = tab;
  const anatomy = page.getByRole('region', { name: `${words.anatomy} ${mode}`, exact: true });
  const tamper = page.getByRole('region', { name: words.tamper, exact: true });

  return {
    ...tab,
    /** @returns the credential from the answer */
    async logIn(): Promise<{ text: string; issuedBy: string }> {
      const answered = page.waitForResponse('**/lab/clients');
      await anatomy.getByRole('button', { name: words.logIn }).click();
      const { client } = await (await answered).json();
      await tamper.waitFor();
      return { text: client.credential.text, issuedBy: client.issuedBy };
    },

    /** Name and text of each part of the credential. */
    async readParts(): Promise<readonly (readonly [name: string, text: string])[]> {
      const [names, parts] = await Promise.all([
        anatomy.getByRole('term').allInnerTexts(),
        anatomy.getByRole('definition').allInnerTexts(),
      ]);
      return names.map((name, at) => [name, parts[at]?.trim() ?? ''] as const);
    },
    readAnatomy: () => anatomy.innerText(),

    /** Header fields or claims as they stand in the table. */
    async readFields(part: 'header' | 'payload'): Promise<Record<string, unknown>> {
      const rows = anatomy.getByRole('region', { name: words.tables[part] }).getByRole('row');
      const fields = await rows.evaluateAll((all) =>
        all.flatMap((row) => {
          const [name, value] = [...row.querySelectorAll('code')].map(({ textContent }) => textContent);
          return name && value ? [[name, value] as const] : [];
        }),
      );
      return Object.fromEntries(fields.map(([name, value]) => [name, JSON.parse(value)]));
    },
    countTables: () => anatomy.getByRole('table').count(),

    async secondsLeft(): Promise<number> {
      const [, minutes, seconds] = words.clock.exec(await anatomy.getByRole('timer').innerText()) ?? [];
      return Number(minutes) * 60 + Number(seconds);
    },

    edit: (name: EditName) => tamper.getByRole('button', { name: words.edits[name] }).click(),
    undo: () => tamper.getByRole('button', { name: words.undo }).click(),
    typePayload: (text: string) => tamper.getByLabel(words.payloadField).fill(text),
    sendButton: tamper.getByRole('button', { name: words.send }),
    /** The fault of the draft or its edits, and the verdict on the last sent credential. */
    readStatus: () => tamper.getByRole('status').allInnerTexts(),

    /** @returns for each instance its answers to the untouched credential and to the edited one */
    async send(changes: string) {
      await tamper.getByRole('button', { name: words.send }).click();
      const name = changes === '' ? words.unedited : words.results(changes);
      const table = tamper.getByRole('region', { name, exact: true }).getByRole('table');
      await table.waitFor();
      const answers = await Promise.all(
        (await table.getByRole('row').all()).slice(1).map(async (row) => {
          const [untouched = '', edited = ''] = await row.getByRole('cell').allInnerTexts();
          return [(await row.getByRole('rowheader').innerText()).trim(), { untouched, edited }] as const;
        }),
      );
      return Object.fromEntries(answers);
    },
  };
}

type KeptIn = 'cookie' | 'sessionStorage' | 'localStorage';

/** The findings of the tests' own script, next to those that the page shows. */
interface Readable {
  readonly 'document.cookie': readonly string[];
  readonly sessionStorage: readonly string[];
  readonly localStorage: readonly string[];
}

export async function openPlacesPanel(open: Open, mode: string, language: Language = 'en') {
  // Chromium itself complains about each refusal.
  const { page, words, requests } = await openTokenTab(open, mode, language, /status of 401/);
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

    async choose(place: KeptIn) {
      const name = place === 'cookie' ? words.cookie : place;
      await places.getByRole('radio', { name, exact: true }).check();
    },
    logIn: () => press(words.logIn, 'login', `POST /api/${mode}/login 200`),
    /** @param says the expected text of the answer */
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

    /** Names that a script finds, by the page. */
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

/** The credentials that were given to the control room to be tried, the untouched one and the edited one in turn. */
export function pastedIn(requests: readonly Request[]): readonly string[] {
  return requests
    .filter((request) => request.url().endsWith('/lab/clients/pasted'))
    .map((request) => request.postDataJSON().credential);
}

/** All details of a request. */
export function textOf(request: Request): string {
  return [request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n');
}
