// The theft in each mode: the victim's client, the thief's copy, and what was measured.
import { effect, signal } from '@preact/signals';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { lanes } from '../../state/view.js';
import { noteGuests } from '../../state/visitors.js';
import { attempt } from '../../ui/notice.js';
import { type CopyLife, type CopyPrediction, isRefusedByAll, type Replay } from './copy-life.js';

export interface Renewal {
  readonly by: 'victim' | 'thief';
  readonly exchange: Exchange;
}

export interface Theft {
  readonly victim: LabClient;
  readonly loggedInAt: string;
  readonly copy: LabClient | null;
  /** The last log-out, with the number of instances and the remaining lifetime of the copy. */
  readonly logOut: {
    /** Including the refused attempts before it. */
    readonly tries: number;
    /** The instance that refused it, because it does not know her; null where it was accepted. */
    readonly missedAt: string | null;
    readonly at: string;
    readonly instances: number;
    readonly secondsLeft: number | null;
  } | null;
  /** A log-out with an unknown result. */
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

/** Whether an instance has accepted her log-out. */
export function hasLoggedOut({ logOut }: Theft): boolean {
  return logOut !== null && logOut.missedAt === null;
}

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

export interface TheftResult extends CopyLife {
  readonly mode: string;
  /** N, when it was measured. */
  readonly instances: number;
  readonly prediction: CopyPrediction;
  /** Whether the measurement agrees with the prediction; null while the copy still works. */
  readonly agrees: boolean | null;
}

export const theftResults = signal<Readonly<Record<string, TheftResult>>>({});

export function keepResult(result: TheftResult): void {
  theftResults.value = { ...theftResults.value, [result.mode]: result };
}
