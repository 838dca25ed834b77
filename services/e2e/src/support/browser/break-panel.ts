// The panel "Break it" as a user sees it: its buttons, predictions, counts and lists.
import type { Language } from '@scale-out-lab/core';
import type { Locator, Page, Request } from 'playwright-core';
import type { Open } from './page-test.js';
import { breakWords, type FaultName, type Life } from './words.js';

export type BreakPanel = Awaited<ReturnType<typeof openBreakPanel>>;

interface Count {
  readonly loggedIn: number;
  readonly of: number;
  /** Visitors with an unknown state. */
  readonly unclear: number;
  /** The users that should be logged in: a number, or a range. */
  readonly predicted: string;
}

export async function openBreakPanel(open: Open, mode: string, versus: string, language: Language = 'en') {
  const words = breakWords[language];
  const { page } = await open(`panel=break&speed=fast&mode=${mode}&vs=${versus}`, { language });
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const crowd = region(words.crowd);
  const faults = region(words.faults);
  await region(words.timeline).getByText(words.asList).click();
  // The tests share one lab, in which no part may stay down.
  await faults.getByRole('combobox', { name: words.downTime.label }).selectOption('briefly');

  const figuresOf = (lane: string) => crowd.getByRole('list', { name: lane }).getByRole('button');
  const lineOf = (lane: string) => crowd.getByRole('paragraph').filter({ hasText: lane });
  const groupOf = (fault: FaultName) => words.groups[words.faultNames[fault][0]];
  const titleOf = (fault: FaultName) => words.faultNames[fault][1];
  const card = (fault: FaultName) =>
    faults
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: titleOf(fault), exact: true }) });
  const button = (fault: FaultName, target: string, state = {}): Locator =>
    faults.getByRole('button', { name: `${titleOf(fault)}: ${target}`, exact: true, ...state });

  const panel = {
    words,
    page,
    figuresOf,
    /** The line that counts who of a lane is logged in. */
    lineOf,
    lastFault: faults.getByRole('article').last(),

    /**
     * Resolves when a new crowd stands there. Its figures show it only until the page's next check, so the answers and
     * the button decide.
     */
    async logIn() {
      const button = crowd.getByRole('button', { name: words.logIn, disabled: false });
      const answered = answersTo(page, logInOf, 24);
      await button.click();
      await answered;
      await button.waitFor();
    },

    /** Each fault from now on lasts until its part is started. */
    keepDown: () => faults.getByRole('combobox', { name: words.downTime.label }).selectOption('untilStarted'),

    /** Resolves when the page has checked each visitor again. */
    async check() {
      const answered = answersTo(page, checkOf, 24);
      await crowd.getByRole('button', { name: words.check }).click();
      await answered;
    },

    async count(lane: string): Promise<Count> {
      const said = await lineOf(lane).getByRole('status').innerText();
      const { loggedIn, of, unclear = '0', predicted = '' } = words.counted.exec(said)?.groups ?? {};
      return { loggedIn: Number(loggedIn), of: Number(of), unclear: Number(unclear), predicted };
    },

    countLoggedOut: (lane: string) => figuresOf(lane).and(page.getByLabel(words.loggedOut)).count(),

    /** Visitors of the lane with the mark of that instance, which issued their log-in. Their words name who answered last. */
    async countIssuedBy(lane: string, instance: string): Promise<number> {
      await panel.show('crash');
      const mark = await button('crash', instance).locator('.mark [fill]').getAttribute('fill');
      return figuresOf(lane)
        .filter({ has: page.locator(`.mark [fill="${mark}"]`) })
        .count();
    },

    async show(fault: FaultName) {
      await faults.getByRole('button', { name: groupOf(fault), exact: true }).click();
    },

    /** How many of the lane's users the fault will log out, as the page predicts: of those that its last check found logged in. */
    async predict(fault: FaultName, lane: string, target: string): Promise<number> {
      await panel.show(fault);
      const cost = await card(fault).getByRole('listitem').filter({ hasText: lane }).innerText();
      if (cost.includes(words.costsNone)) return 0;
      const found = words.costsOf(target).exec(cost) ?? words.costs.exec(cost);
      return Number(found?.[1]);
    },

    async carryOut(fault: FaultName, target: string) {
      await panel.show(fault);
      await button(fault, target).click();
    },

    /** Resolves once the button for that target is disabled and the page gives this reason. */
    async waitUntilDisabled(fault: FaultName, target: string, reason: string) {
      await button(fault, target, { disabled: true }).waitFor();
      await card(fault).getByText(reason, { exact: true }).waitFor();
    },
    waitUntilEnabled: (fault: FaultName, target: string) =>
      button(fault, target, { disabled: false }).waitFor(),

    /** Resolves once the map shows an instance or Redis in that state. */
    async waitUntil(part: string, life: Life) {
      const name = page
        .getByRole('paragraph')
        .filter({ hasText: new RegExp(`^\\s*${part} ${words.lives[life]}$`) });
      await name.waitFor();
    },

    /** Resolves once the page does not know the state of a visitor of the lane. */
    waitUntilUnclear: (lane: string) => lineOf(lane).getByText(words.unclear).waitFor(),

    /** The list of the timeline, the earliest first, without how long ago. */
    async incidents(): Promise<readonly string[]> {
      const entries = await region(words.timeline).getByRole('listitem').allInnerTexts();
      return entries.map((entry) => entry.slice(entry.indexOf(': ') + 2));
    },
  };
  return panel;
}

/** Every log-in counts, all to one address; a visitor's check counts once, and has its own address. */
const logInOf = (request: Request) =>
  request.method() === 'POST' && /\/clients$/.test(request.url()) ? request : undefined;
const checkOf = (request: Request) =>
  /\/(requests|census)$/.test(request.url()) ? request.url() : undefined;

/** Resolves when that many have been answered, by requests sent after the call. */
function answersTo(page: Page, keyOf: (request: Request) => unknown, many: number): Promise<void> {
  const sent = new Set<Request>();
  const answered = new Set<unknown>();
  return new Promise((resolve) => {
    page.on('request', (request) => sent.add(request));
    page.on('requestfinished', (request) => {
      const key = sent.has(request) ? keyOf(request) : undefined;
      if (key !== undefined) answered.add(key);
      if (answered.size === many) resolve();
    });
  });
}

/** The first entries since the last fault of that name: on a busy machine a part may be silent a second time. */
export function sinceFault(
  entries: readonly string[],
  [fault = '', ...others]: readonly string[],
): readonly string[] {
  const from = entries.lastIndexOf(fault);
  return entries.slice(from, from + 1 + others.length);
}
