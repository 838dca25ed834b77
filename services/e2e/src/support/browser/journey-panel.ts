// The panel "Try it" as a user sees it: its buttons, lanes and figures; and the answers that the page really got.
import type { ClientAndExchange, ClientAndExchanges, Exchange } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import type { Page } from 'playwright-core';
import type { Tab } from './page-test.js';
import { journeyWords } from './words.js';

type User = 'alice' | 'bob';

/** A hundred requests on two lanes take a while on a busy machine. */
const longestMs = 120_000;

type Figures = Readonly<Record<keyof (typeof journeyWords)['en']['rows'], string>>;

export function openJourney({ page, language }: Pick<Tab, 'page' | 'language'>) {
  const words = journeyWords[language];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    words,
    button,
    /** The text of one lane about its visitors. The first of the two articles of its name: the other is the chart. */
    lane: (mode: string) => page.getByRole('article', { name: mode, exact: true }).first(),
    /** Resolves once they are logged in on every lane. */
    async logIn(...users: readonly User[]): Promise<void> {
      for (const user of users) {
        await button(words.logIn(user)).click();
        await page.getByText(`${user}${words.notLoggedIn}`).first().waitFor({ state: 'detached' });
      }
    },
    /** Tries until that user is logged in on every lane. */
    async logInAgain(user: User): Promise<void> {
      await until(async () => {
        const answered = page.waitForResponse((response) => response.url().endsWith('/clients'));
        await button(words.logIn(user)).click();
        await answered;
        return page
          .getByText(`${user}${words.notLoggedIn}`)
          .first()
          .waitFor({ state: 'detached', timeout: 2000 })
          .then(
            () => true,
            () => false,
          );
      });
    },
    /** Resolves once all are answered. */
    async send(count: 1 | 10 | 100): Promise<void> {
      const answered = page.waitForResponse((response) => response.url().endsWith('/requests'));
      await button(words.send(count)).click();
      // By then the buttons have been disabled, so that they are enabled again once it is over.
      await answered;
      await until(() => button(words.send(1)).isEnabled(), longestMs);
    },
    /** The table under the charts, by the names of the modes. */
    async figures(): Promise<Readonly<Record<string, Figures>>> {
      const rows = await page.getByRole('table', { name: words.figures }).getByRole('row').allInnerTexts();
      const [modes = [], ...cells] = rows.map((row) => row.split('\t').map((cell) => cell.trim()));
      const row = (name: string) => cells.find(([title]) => title === name) ?? [];
      return Object.fromEntries(
        modes.slice(1).map((mode, index) => {
          const read = Object.entries(words.rows).map(([key, name]) => [key, row(name)[index + 1]]);
          return [mode, Object.fromEntries(read) as Figures];
        }),
      );
    },
  };
}

/** Sends ten requests in session-memory, and ten more if none is refused, which is one case in 59,000. */
export async function sendUntilRefused(journey: ReturnType<typeof openJourney>, heard: Heard): Promise<void> {
  const isRefused = async () => (await heard.asked('session-memory')).some(isLost);
  for (let tries = 0; tries < 3 && !(await isRefused()); tries += 1) await journey.send(10);
}

interface Heard {
  /** In the order of the answers. */
  exchanges(): Promise<readonly Exchange[]>;
  /** Of those only the requests to GET /me. */
  asked(mode: string): Promise<readonly Exchange[]>;
}

/** Every exchange in the answers that the control room gives the page from now on. */
export function hearAnswers(page: Page): Heard {
  const answers: Promise<readonly Exchange[]>[] = [];
  page.on('response', (response) => {
    const isOfClients = /^\/lab\/clients(\/[^/]+\/(requests|logout|refresh))?$/;
    if (response.ok() && isOfClients.test(new URL(response.url()).pathname)) {
      // An answer that arrives while the page closes is ignored.
      answers.push(response.json().then(exchangesOf, () => []));
    }
  });
  const exchanges = async () => (await Promise.all(answers)).flat();
  return {
    exchanges,
    asked: async (mode) => (await exchanges()).filter((each) => each.kind === 'me' && each.mode === mode),
  };
}

export const isLost = ({ status }: Exchange) => status !== 200;

function exchangesOf(body: ClientAndExchange | ClientAndExchanges): readonly Exchange[] {
  return 'exchange' in body ? [body.exchange] : body.exchanges;
}
