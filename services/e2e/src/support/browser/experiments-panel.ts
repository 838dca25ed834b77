// The panel "Experiments" as a user sees it: its buttons, fields and tables.
import type { Language } from '@scale-out-lab/core';
import type { Page, Response } from 'playwright-core';
import { experimentsWords } from './words.js';

interface Load {
  readonly users: number;
  readonly requests: number;
  readonly repeats: number;
}

/** The cells of each row, without those for screen readers alone. */
type Rows = readonly (readonly string[])[];

export function experimentsPanel(page: Page, language: Language = 'en') {
  const words = experimentsWords[language];
  const panel = page.getByRole('tabpanel');
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  const trials = scriptOfRows(words.trials);

  return {
    words,
    start: button(words.start),
    cancel: button(words.cancel),
    /** Resolves to the name that the control room gave the run. */
    async begin(): Promise<string> {
      const isBegun = (answer: Response) =>
        answer.url().endsWith('/lab/runs') && answer.request().method() === 'POST';
      const [answer] = await Promise.all([page.waitForResponse(isBegun), button(words.start).click()]);
      return (await answer.json()).id;
    },
    /** The run of which the report is shown, and how it ended. */
    async ended() {
      const report = await panel.getByRole('link', { name: words.download('JSON') }).all();
      const address = await report[0]?.getAttribute('href');
      return [address?.split('/')[3], await panel.getByRole('status').innerText()];
    },
    link: (format: string) => panel.getByRole('link', { name: words.download(format) }),
    open: panel.getByRole('link', { name: words.openReport }),
    async setLoad(load: Load) {
      for (const key of ['users', 'requests', 'repeats'] as const)
        await panel.getByLabel(words[key], { exact: true }).fill(`${load[key]}`);
    },
    /** The two modes of the map, in the place of all. */
    chooseLanes: () => panel.getByLabel(words.modes).selectOption('lanes'),
    async chooseExperiment(name: string) {
      const list = panel.getByRole('group').filter({ hasText: words.experiments }).first();
      if ((await list.getAttribute('open')) === null) await list.locator('summary').click();
      for (const box of await list.getByRole('checkbox').all())
        await box.setChecked((await box.getAttribute('name')) === name);
    },
    /** The trials that are shown, in the order in which they were over. */
    trials: async () => toTrials(await page.evaluate<Rows>(trials)),
    /** From now on, at every change of the page. */
    watchTrials: () => page.evaluate(`${trials}; ${watch(trials)}`),
    /** The shown texts, one after the other, since the watch began. */
    trialsSeen: async () => (await page.evaluate<Rows[]>('window.trialsSeen')).map(toTrials),
    async table(title: string) {
      const [columns, rows] = await page.evaluate<[string[], Rows]>(
        `[[...${tableOf(title)}.tHead.rows[0].cells].map(({ textContent }) => textContent), ${scriptOfRows(title)}]`,
      );
      return { columns, rows };
    },
  };
}

const tableOf = (label: string) =>
  `document.querySelector('section[aria-label=${JSON.stringify(label)}] table')`;

function scriptOfRows(label: string): string {
  const text = '({ textContent }) => textContent.trim()';
  return `[...(${tableOf(label)}?.tBodies[0].rows ?? [])].map(({ cells }) => [...cells].map(${text}))`;
}

const watch = (script: string) => `
  window.trialsSeen = [];
  new MutationObserver(() => window.trialsSeen.push(${script}))
    .observe(document.body, { childList: true, characterData: true, subtree: true })`;

/** The newest is shown first, and each begins with its mark. */
function toTrials(rows: Rows): Rows {
  return rows.map(([, ...cells]) => cells).reverse();
}
