// A theft on each lane: the victim's client, the thief's copy, and what became of both.
import { effect, signal } from '@preact/signals';
import type { Exchange, LabClient } from '../../contract.js';
import { noteGuests } from '../../journey/guests.js';
import { lanes } from '../../journey/lanes.js';
import { attempt } from '../../ui/notice.js';
import { isRefusedByAll, type Replay } from './copy-life.js';

export interface Renewal {
  readonly by: 'victim' | 'thief';
  readonly exchange: Exchange;
}

export interface Theft {
  readonly victim: LabClient;
  readonly loggedInAt: string;
  readonly copy: LabClient | null;
  /** How many instances there were, and what the copy had left of its life, when the victim logged out. */
  readonly logOut: {
    /** With those that an instance refused because it did not know her. */
    readonly tries: number;
    readonly at: string;
    readonly instances: number;
    readonly secondsLeft: number | null;
  } | null;
  /** The log-out that was refused. */
  readonly refusal: Exchange | null;
  readonly replays: readonly Replay[];
  readonly renewals: readonly Renewal[];
}

export const thefts = signal<Readonly<Record<string, Theft>>>({});
export const isBusy = signal(false);

effect(() => {
  const counts = Object.entries(thefts.value).map(([mode, { copy }]) => [mode, copy ? 2 : 1] as const);
  noteGuests('theft', Object.fromEntries(counts));
});

export function isAlive(theft: Theft | undefined): boolean {
  return theft?.copy != null && !isRefusedByAll(theft.replays.at(-1) ?? []);
}

export async function onEachLane(act: (mode: string) => Promise<void>): Promise<void> {
  isBusy.value = true;
  await attempt(async () => {
    for (const { name } of lanes.value) await act(name);
  }).finally(() => {
    isBusy.value = false;
  });
}

export function change(mode: string, part: Partial<Theft>): void {
  const theft = thefts.value[mode];
  if (theft) keep(mode, { ...theft, ...part });
}

export function keep(mode: string, theft: Theft): void {
  thefts.value = { ...thefts.value, [mode]: theft };
}
