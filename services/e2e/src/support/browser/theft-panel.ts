// The panel "Steal it" as a user sees it: its steps, the answers to the replays, and the table of all modes.
import type { Language } from '@scale-out-lab/core';
import type { Open } from './page-test.js';
import { type StepName, theftWords } from './words.js';

export async function openTheftPanel(open: Open, mode: string, versus = '', language: Language = 'en') {
  const words = theftWords[language];
  const { page } = await open(`panel=theft&speed=fast&mode=${mode}&vs=${versus}`, { language });
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const replays = region(words.replays);
  const step = (name: StepName, state = {}) =>
    page.getByRole('tabpanel').getByRole('button', { name: words.steps[name], exact: true, ...state });

  /** The tokens that the page was given, by mode, from the answers to its log-ins. */
  const tokens: Record<string, string> = {};
  page.on('response', async (response) => {
    if (!response.url().endsWith('/lab/clients')) return;
    const { client } = await response.json();
    tokens[client.mode] = client.credential.text;
  });

  return {
    page,
    words,
    tokens,
    /** The button with the last answer of an instance. */
    answerOf: (instance: string) => replays.getByRole('button', { name: instance }),
    press: (name: StepName) => step(name).click(),
    isDisabled: (name: StepName) => step(name).isDisabled(),
    /** Resolves once nothing is under way that would keep the step from being taken. */
    waitUntilPossible: (name: StepName) => step(name, { disabled: false }).waitFor(),

    /** Instances that accept the lane's copy, or refuse it, by their last answers. */
    async countAnswers(lane: string, verdict: 'accepted' | 'refused'): Promise<number> {
      const section = replays.locator('div').filter({ has: page.getByText(lane, { exact: true }) });
      return section
        .last()
        .getByRole('button', { name: new RegExp(`^api-\\d ${words[verdict]}$`) })
        .count();
    },
    /** The issuer of the credential of the victim in the first lane. */
    async readIssuer(): Promise<string | undefined> {
      return words.issuer.exec(await region(words.logInStep).innerText())?.[1];
    },
    /** The text under step 3: the last answers with their reasons, and their sum. */
    readReplays: () => replays.innerText(),

    /** Of the victim's credential on the first lane; 0 once it is over. */
    async secondsLeft(): Promise<number> {
      const said = await region(words.logInStep).getByRole('timer').first().innerText();
      return Number(words.left.exec(said)?.[1] ?? (said.includes(words.expired) ? 0 : Number.NaN));
    },
    /** The lines about renewals, the earliest first. */
    renewals: () => region(words.renewals).getByRole('listitem').allInnerTexts(),

    /** The row of a mode in the table: the prediction and the measurement. */
    async readRow(name: string): Promise<{ predicted: string; tried: string }> {
      const row = region(words.table)
        .getByRole('row')
        .filter({ has: page.getByText(name, { exact: true }) });
      const [predicted = '', tried = ''] = await row.getByRole('cell').allInnerTexts();
      return { predicted, tried };
    },
  };
}
