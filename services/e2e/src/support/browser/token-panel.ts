// The panel "Token" as a user sees it: the parts of a credential, and the answers to edited ones.

import { openLabPage } from '@scale-out-lab/bench/browser/lab-page';
import type { Browser, Request } from 'playwright-core';
import type { Language } from './both-languages.js';
import { type EditName, tokenWords } from './words.js';

/** The panel as it was opened, with everything that the page has asked for since. */
export async function openTokenTab(browser: Browser, lab: string, language: Language, mode: string) {
  const path = `/?lang=${language}&panel=token&speed=fast&mode=${mode}`;
  const tab = await openLabPage(browser, lab, path, { language, isMotionReduced: true });
  const requests: Request[] = [];
  tab.page.on('request', (request) => requests.push(request));
  return { ...tab, requests: requests as readonly Request[], words: tokenWords[language] };
}

export async function openTokenPanel(browser: Browser, lab: string, language: Language, mode: string) {
  const tab = await openTokenTab(browser, lab, language, mode);
  const { page, words } = tab;
  const anatomy = page.getByRole('region', { name: `${words.anatomy} ${mode}`, exact: true });
  const tamper = page.getByRole('region', { name: words.tamper, exact: true });

  return {
    ...tab,
    /** @returns the credential, as it came in the answer */
    async logIn(): Promise<{ text: string; issuedBy: string }> {
      const answered = page.waitForResponse(`${lab}/lab/clients`);
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
    /** What is wrong with the draft, or what was edited, and the verdict on what was sent last. */
    readStatus: () => tamper.getByRole('status').allInnerTexts(),

    /** @returns for each instance what it said to the untouched credential and to the edited one */
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

/** The credentials that were given to the control room to be tried, the untouched one and the edited one in turn. */
export function pastedIn(requests: readonly Request[]): readonly string[] {
  return requests
    .filter((request) => request.url().endsWith('/lab/clients/pasted'))
    .map((request) => request.postDataJSON().credential);
}

/** All that a request says. */
export function textOf(request: Request): string {
  return [request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n');
}
