// Who has logged in where: for each mode and user the client that the control room plays.
import { signal } from '@preact/signals';
import type { LabClient } from '../contract.js';

export const users = ['alice', 'bob'] as const;
export type User = (typeof users)[number];

const visitors = signal<ReadonlyMap<string, LabClient>>(new Map());
const keyOf = (mode: string, user: string) => `${mode} ${user}`;

/** The client of that user in that mode, if there is one. Read in a component, it follows. */
export function findVisitor(mode: string, user: string): LabClient | undefined {
  return visitors.value.get(keyOf(mode, user));
}

export function keepVisitor(client: LabClient): void {
  visitors.value = new Map(visitors.value).set(keyOf(client.mode, client.username), client);
}

export function dropVisitor(mode: string, user: string): void {
  const left = new Map(visitors.value);
  left.delete(keyOf(mode, user));
  visitors.value = left;
}
