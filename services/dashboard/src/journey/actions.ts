// What a visitor does, on every lane: log in, ask so many times, log out.
import { signal } from '@preact/signals';
import type { Exchange, LabClient } from '../contract.js';
import { lab } from '../lab/api.js';
import { attempt } from '../ui/notice.js';
import { type Speed, view } from '../view/index.js';
import { noteExchanges } from './exchanges.js';
import { lanes } from './lanes.js';
import { countExchanges } from './tally.js';
import { dropVisitor, findVisitor, keepVisitor, type User, users } from './visitors.js';

/** How many requests are still to be sent; 0: none is on its way. */
export const leftToSend = signal(0);

/** Between two requests, so that an eye can follow. */
const pauseMs = { slow: 1500, normal: 150, fast: 0 } as const satisfies Record<Speed, number>;

export async function logIn(user: User): Promise<void> {
  const { model } = view.value;
  for (const { name: mode } of lanes.value) {
    await attempt(async () => {
      const former = findVisitor(mode, user);
      const { client, exchange } = await lab.logIn({ mode, username: user, model });
      if (former) void lab.forget(former.id).catch(() => {});
      keepVisitor(client);
      noteExchanges([exchange]);
    });
  }
}

export async function logOut(user: User): Promise<void> {
  for (const { name: mode } of lanes.value) {
    const client = findVisitor(mode, user);
    if (!client) continue;
    await attempt(async () => {
      const { exchange } = await lab.logOut(client.id);
      noteExchanges([exchange]);
      dropVisitor(mode, user);
    });
  }
}

/** Sends so many requests on every lane, each by one of its users at random; resolves to them. */
export async function send(count: number): Promise<readonly Exchange[]> {
  if (leftToSend.value > 0) return [];
  const sent: Exchange[] = [];
  leftToSend.value = count;
  while (leftToSend.value > 0) {
    // Both in any order: in turns they would keep step with the rotation of the balancer, and each meet the same instances.
    for (const { name } of shuffle(lanes.value)) sent.push(...(await sendOne(name)));
    if (leftToSend.value > 0) leftToSend.value -= 1;
    if (leftToSend.value > 0) await pause(pauseMs[view.value.speed]);
  }
  return sent;
}

export function stopSending(): void {
  leftToSend.value = 0;
}

async function sendOne(mode: string): Promise<readonly Exchange[]> {
  const [client] = shuffle(visitorsOf(mode));
  if (!client) return [];
  const answer = await attempt(() => lab.ask(client.id));
  if (!answer) {
    stopSending();
    return [];
  }
  keepVisitor(answer.client);
  noteExchanges(answer.exchanges);
  countExchanges(answer.exchanges);
  return answer.exchanges;
}

export function visitorsOf(mode: string): readonly LabClient[] {
  return users.flatMap((user) => findVisitor(mode, user) ?? []);
}

function shuffle<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
