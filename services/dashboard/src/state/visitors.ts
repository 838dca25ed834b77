// The logged-in visitors: the control room's client for each mode, client model and user, and the last log-out of each.
import { signal } from '@preact/signals';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { view } from './view.js';

export const users = ['alice', 'bob'] as const;
export type User = (typeof users)[number];

const visitors = signal<ReadonlyMap<string, LabClient>>(new Map());
const logOuts = signal<ReadonlyMap<string, Exchange>>(new Map());

type Who = Pick<LabClient, 'mode' | 'model' | 'username'>;
const keyOf = ({ mode, model, username }: Who) => `${mode} ${model} ${username}`;
const chosen = (mode: string, username: string): Who => ({ mode, model: view.value.model, username });

/** The client of that user in that mode, of the chosen client model, if there is one. Read in a component, it follows. */
export function findVisitor(mode: string, user: string): LabClient | undefined {
  return visitors.value.get(keyOf(chosen(mode, user)));
}

/** The log-out with which that user left, unless they are back. */
export function findLogOut(mode: string, user: string): Exchange | undefined {
  return logOuts.value.get(keyOf(chosen(mode, user)));
}

export function visitorsOf(mode: string): readonly LabClient[] {
  return users.flatMap((user) => findVisitor(mode, user) ?? []);
}

export function keepVisitor(client: LabClient): void {
  visitors.value = new Map(visitors.value).set(keyOf(client), client);
  logOuts.value = without(logOuts.value, keyOf(client));
}

/** Updates a visitor from an answer. A visitor who logged out meanwhile stays logged out. */
export function updateVisitor(client: LabClient): void {
  if (visitors.value.get(keyOf(client))?.id === client.id) keepVisitor(client);
}

export function dismissVisitor(client: LabClient, logOut: Exchange): void {
  visitors.value = without(visitors.value, keyOf(client));
  logOuts.value = new Map(logOuts.value).set(keyOf(client), logOut);
}

/** For a control room that was restarted: it knows none of them any more. */
export function dropVisitors(): void {
  visitors.value = new Map();
  logOuts.value = new Map();
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
