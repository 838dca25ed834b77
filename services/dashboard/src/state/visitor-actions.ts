// The actions of a visitor in every shown mode: log in, send requests, log out.
import type { Exchange } from '@scale-out-lab/core/wire';
import { LabProblem, lab } from '../api/client.js';
import { explainExchange } from '../ui/explain-exchange.js';
import { attempt } from '../ui/notice.js';
import { noteExchanges } from './exchanges.js';
import { repeat } from './repeat.js';
import { countExchanges, countFromLogIn } from './tally.js';
import { lanes, view } from './view.js';
import {
  dismissVisitor,
  dropVisitors,
  findVisitor,
  keepVisitor,
  type User,
  updateVisitor,
  visitorsOf,
} from './visitors.js';

export { leftToSend, stopSending } from './repeat.js';
export { visitorsOf } from './visitors.js';

export async function logIn(user: User): Promise<void> {
  const { model } = view.value;
  for (const { name: mode } of lanes.value) {
    const isDone = await attempt(async () => {
      const { client, exchange } = await lab.logIn({ mode, username: user, model });
      noteExchanges([exchange]);
      if (exchange.status !== 200) throw refuseLogIn(exchange);
      keepVisitor(client);
      countFromLogIn(client);
      return true;
    });
    if (!isDone) return;
  }
}

export async function logOut(user: User): Promise<void> {
  for (const { name: mode } of lanes.value) {
    const client = findVisitor(mode, user);
    if (!client) continue;
    const isDone = await attemptFor(async () => {
      const { exchange } = await lab.logOut(client.id);
      noteExchanges([exchange]);
      dismissVisitor(client, exchange);
      return true;
    });
    if (!isDone) return;
  }
}

/** Sends `count` requests in every shown mode, each by a random visitor. Resolves to the exchanges. */
export async function send(count: number): Promise<readonly Exchange[]> {
  const sent: Exchange[] = [];
  await repeat(count, async () => {
    const turns = lanes.value.flatMap(({ name }) => pickOne(visitorsOf(name)));
    for (const { id } of turns) {
      const answer = await attemptFor(() => lab.ask(id));
      if (!answer) return false;
      updateVisitor(answer.client);
      noteExchanges(answer.exchanges);
      countExchanges(answer.client, answer.exchanges);
      sent.push(...answer.exchanges);
    }
    return turns.length > 0;
  });
  return sent;
}

/** None of none. */
function pickOne<Item>(items: readonly Item[]): readonly Item[] {
  const at = Math.floor(Math.random() * items.length);
  return items.slice(at, at + 1);
}

/** Like `attempt`, for actions of a logged-in visitor. */
export function attemptFor<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  return attempt(() =>
    act().catch((error: unknown) => {
      if (!(error instanceof LabProblem) || error.code !== 'not-found') throw error;
      dropVisitors();
      throw new LabProblem('restarted', error.message);
    }),
  );
}

export function refuseLogIn(exchange: Exchange): LabProblem {
  return new LabProblem('log-in-refused', explainExchange(exchange));
}
