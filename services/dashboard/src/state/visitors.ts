// The visitors of this tab in each shown mode: who is logged in, their log-ins, requests and log-outs, and their pace.
import { type Signal, signal } from '@preact/signals';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { LabProblem, lab } from '../api/client.js';
import { explainExchange } from '../ui/explain-exchange.js';
import { attempt, attemptInBackground, whileBusy } from '../ui/notice.js';
import { countExchanges, countFromLogIn, watchCounts } from './tally.js';
import { lanes, type Speed, view } from './view.js';

export const users = ['alice', 'bob'] as const;
export type User = (typeof users)[number];

const visitors = signal<ReadonlyMap<string, LabClient>>(new Map());
const leavers = signal<ReadonlyMap<string, Leaver>>(new Map());

type Who = Pick<LabClient, 'mode' | 'model' | 'username'>;
const keyOf = ({ mode, model, username }: Who) => `${mode} ${model} ${username}`;
const chosen = (mode: string, username: string): Who => ({ mode, model: view.value.model, username });

/** The client of that user in that mode, of the chosen client model, if there is one. Read in a component, it follows. */
export function findVisitor(mode: string, user: string): LabClient | undefined {
  return visitors.value.get(keyOf(chosen(mode, user)));
}

/** A visitor who has logged out, and how that went. */
interface Leaver {
  readonly client: LabClient;
  readonly logOut: Exchange;
}

/** That user after the log-out, unless they are back. */
export function findLeaver(mode: string, user: string): Leaver | undefined {
  return leavers.value.get(keyOf(chosen(mode, user)));
}

export function visitorsOf(mode: string): readonly LabClient[] {
  return users.flatMap((user) => findVisitor(mode, user) ?? []);
}

/** Of every mode and client model. */
export function allVisitors(): readonly LabClient[] {
  return [...visitors.value.values()];
}

export function keepVisitor(client: LabClient): void {
  visitors.value = new Map(visitors.value).set(keyOf(client), client);
  leavers.value = without(leavers.value, keyOf(client));
}

/** Updates a visitor from an answer. A visitor who logged out meanwhile stays logged out. */
export function updateVisitor(client: LabClient): void {
  if (visitors.value.get(keyOf(client))?.id === client.id) keepVisitor(client);
}

export function dismissVisitor(client: LabClient, logOut: Exchange): void {
  visitors.value = without(visitors.value, keyOf(client));
  leavers.value = new Map(leavers.value).set(keyOf(client), { client, logOut });
}

const forgetters = new Set<() => void>();

/** For other clients of the control room, such as those of a panel. */
export function whenDropped(forget: () => void): void {
  forgetters.add(forget);
}

/** After a reset of the lab or a restart of the control room, which then has none of them. */
export function dropVisitors(): void {
  visitors.value = new Map();
  leavers.value = new Map();
  for (const forget of forgetters) forget();
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const left = new Map(map);
  left.delete(key);
  return left;
}

type GuestKind = 'crowd' | 'theft';

/** For each kind and mode, how many. */
export const guests = signal<Readonly<Record<GuestKind, Readonly<Record<string, number>>>>>({
  crowd: {},
  theft: {},
});

export function noteGuests(kind: GuestKind, counts: Readonly<Record<string, number>>): void {
  guests.value = { ...guests.peek(), [kind]: counts };
}

export async function logIn(user: User): Promise<void> {
  const { model } = view.value;
  await attempt(async () => {
    for (const { name } of lanes.value) {
      const client = await logInTo(name, user, model);
      keepVisitor(client);
      countFromLogIn(client);
    }
  });
}

/** @throws LabProblem with the reason of a refusal */
export async function logInTo(mode: string, user: User, model: LabClient['model']): Promise<LabClient> {
  const { client, exchange } = await lab.logIn({ mode, username: user, model });
  if (exchange.status === 200) return client;
  throw new LabProblem('log-in-refused', explainExchange(exchange));
}

export async function logOut(user: User): Promise<void> {
  await attemptFor(async () => {
    for (const { name } of lanes.value) {
      const client = findVisitor(name, user);
      if (client) dismissVisitor(client, (await lab.logOut(client.id)).exchange);
    }
  });
}

/**
 * Sends `count` requests in every shown mode, each by a random visitor. The first answer closes an earlier notice; a later
 * one would close that of another action.
 */
export async function send(count: number): Promise<void> {
  let run: typeof attempt = attempt;
  await repeat(count, async () => {
    const turns = lanes.value.flatMap(({ name }) => pickOne(visitorsOf(name)));
    for (const { id, mode } of turns) {
      // A change of the view, a log-out or a reset may have come between.
      if (!isShown(mode, id)) continue;
      const isReset = watchCounts(mode);
      const answer = await attemptFor(() => lab.sendRequest(id), run);
      if (!answer) return false;
      run = attemptInBackground;
      updateVisitor(answer.client);
      if (!isReset()) countExchanges(answer.client, answer.exchanges);
    }
    return turns.length > 0;
  });
}

const isShown = (mode: string, id: string): boolean =>
  lanes.value.some(({ name }) => name === mode) && visitorsOf(mode).some((visitor) => visitor.id === id);

/** None of none. */
function pickOne<Item>(items: readonly Item[]): readonly Item[] {
  const at = Math.floor(Math.random() * items.length);
  return items.slice(at, at + 1);
}

/** Like `attempt`, for actions of clients. If the control room does not know one, it has lost all of them. */
export function attemptFor<Result>(
  act: () => Promise<Result>,
  run: typeof attempt = attempt,
): Promise<Result | undefined> {
  return run(() =>
    act().catch((error: unknown) => {
      if (!(error instanceof LabProblem) || error.code !== 'not-found') throw error;
      dropVisitors();
      throw new LabProblem('visitors-lost', error.message);
    }),
  );
}

/** Does the same in each shown mode, one after the other. */
export async function onEachLane(
  isBusy: Signal<boolean>,
  act: (mode: string) => Promise<void>,
): Promise<void> {
  await whileBusy(isBusy, () =>
    attemptFor(async () => {
      for (const { name } of lanes.value) await act(name);
    }),
  );
}

/** The number of requests left to send; 0 while none are being sent. */
export const leftToSend = signal(0);
/** Of how many. */
export const askedToSend = signal(0);

/** Whether one of them is under way. A stop does not end it. */
export const isSending = signal(false);

/** Between two requests, so that an eye can follow. */
const pauseMs = { slow: 1500, normal: 150, fast: 0 } as const satisfies Record<Speed, number>;
/** The number of the current repetition. One that is stopped in its pause must not continue as a part of the next. */
let latest = 0;

/** `once` returns whether to continue. Resolves to whether all repetitions were done. */
export async function repeat(
  count: number,
  once: () => Promise<boolean>,
  longestPauseMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (leftToSend.value > 0) return false;
  latest += 1;
  const mine = latest;
  const isStopped = () => latest !== mine || leftToSend.value === 0;
  askedToSend.value = count;
  try {
    for (let left = count; left > 0; left -= 1) {
      leftToSend.value = left;
      isSending.value = true;
      const isOfUse = await once().finally(() => {
        isSending.value = false;
      });
      if (isStopped() || !isOfUse) return false;
      if (left > 1) await pause(Math.min(pauseMs[view.value.speed], longestPauseMs));
      if (isStopped()) return false;
    }
    return true;
  } finally {
    if (latest === mine) stopSending();
  }
}

export function stopSending(): void {
  leftToSend.value = 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
