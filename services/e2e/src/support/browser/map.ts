// The map as a user sees it: the parts and their contents, the latest requests, and one of them in detail.
import type { Exchange } from '@scale-out-lab/core/wire';
import type { Locator } from 'playwright-core';
import { isLost } from './journey-panel.js';
import type { Tab } from './page-test.js';
import { mapWords } from './words.js';

/** The number of requests in the list. */
const listed = 8;

export function openMap({ page, language }: Pick<Tab, 'page' | 'language'>) {
  const words = mapWords[language];
  const part = (name: string) => page.locator(`[data-part="${name}"]`);
  const entries = page.getByRole('list', { name: words.latest }).getByRole('button');
  const details = page.getByRole('region', { name: words.details });
  return {
    words,
    part,
    details,
    textOf: async (name: string) => inOneLine(await part(name).innerText()),
    /** The figures on a part, by their names. */
    facts: (name: string) => readList(part(name)),
    /** Of the details, by the names of the rows. */
    rows: () => readList(details),
    entry: (id: number) => page.locator(`#exchange-${id}`),
    /** Which request the list marks as the one that is open. */
    openEntry: () => page.locator('[id^="exchange-"][aria-expanded="true"]').getAttribute('id'),
    /** The list of the latest requests, a line each. */
    list: async () => (await entries.allInnerTexts()).map(inOneLine),
    /** The expected texts of these, the latest first. */
    listOf: (exchanges: readonly Exchange[]) =>
      [...exchanges.slice(-listed)].reverse().map((exchange) => {
        const isRefused = isLost(exchange);
        const outcome = isRefused ? words.unknown : words.accepted;
        return `${isRefused ? '✗' : '✓'} ${words.kinds[exchange.kind]} ${exchange.servedBy} ${outcome}`;
      }),
  };
}

async function readList(within: Locator): Promise<Readonly<Record<string, string>>> {
  const names = await within.locator('dt').allTextContents();
  const values = await within.locator('dd').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, inOneLine(values[index] ?? '')]));
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
