// What the browser really got from the control room: every exchange in the answers that the page was given.
import type { ClientAndExchange, ClientAndExchanges, Exchange } from '@scale-out-lab/core/wire';
import type { Page } from 'playwright-core';

export interface Heard {
  /** In the order in which the answers came. */
  exchanges(): Promise<readonly Exchange[]>;
  /** Of those only the requests that ask who is logged in. */
  asked(mode: string): Promise<readonly Exchange[]>;
}

/** Listens from now on. */
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
