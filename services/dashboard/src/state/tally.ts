// For each mode the failed requests so far, the predicted number, and the development of both rates.
import { effect, signal, untracked } from '@preact/signals';
import { expectLoss, findMode, modeNames } from '@scale-out-lab/core';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { instancesAlive } from './lab-state.js';
import { lanes, view } from './view.js';

export interface Tally {
  readonly sent: number;
  readonly lost: number;
  /** Of the lost ones, those that an instance refused (401). */
  readonly refused: number;
  /** The predicted number of lost requests; null if the number of instances was not known. */
  readonly expected: number | null;
  /** The shares lost and predicted after each request, from the first on. */
  readonly points: readonly TallyPoint[];
}

interface TallyPoint {
  readonly sent: number;
  readonly rate: number;
  readonly predicted: number | null;
}

/** A line with more points looks the same, and each request copies them. */
const pointsKept = 1000;

export const emptyTally: Tally = { sent: 0, lost: 0, refused: 0, expected: 0, points: [] };
/** The modes with counts that the last reset kept. A new list at each reset. */
export const clearedTallies = signal<readonly string[]>([]);
const tallies = signal<Readonly<Record<string, Tally>>>({});
/** Requests since the log-in, by client ID. A reset of the counts keeps them. */
const asked = new Map<string, number>();

export function tallyOf(mode: string): Tally {
  return tallies.value[mode] ?? emptyTally;
}

/** A restarted control room gives out the same IDs again. */
export function countFromLogIn({ id }: LabClient): void {
  asked.set(id, 0);
}

/** How often the counts were reset, and the last time for each mode. */
let resets = 0;
const resetAt = new Map<string, number>();

/** Call it before a request is sent. The result shows whether the counts of its mode have been reset since. */
export function watchCounts(mode: string): () => boolean {
  const before = resets;
  return () => (resetAt.get(mode) ?? 0) > before;
}

/** Counts only `GET /me` among these exchanges of that client. */
export function countExchanges({ id, mode, model }: LabClient, exchanges: readonly Exchange[]): void {
  const known = findMode(mode);
  const instances = instancesAlive.value;
  let tally = tallyOf(mode);
  for (const exchange of exchanges) {
    if (exchange.kind !== 'me') continue;
    const nth = (asked.get(id) ?? 0) + 1;
    asked.set(id, nth);
    tally = add(tally, exchange, known && instances ? expectLoss(known, model, instances, nth) : null);
  }
  tallies.value = { ...tallies.value, [mode]: tally };
}

/** Resets all tallies, or all but some. */
export function clearTallies(except: readonly string[] = []): void {
  tallies.value = Object.fromEntries(Object.entries(tallies.value).filter(([mode]) => except.includes(mode)));
  resets += 1;
  for (const name of modeNames) if (!except.includes(name)) resetAt.set(name, resets);
  clearedTallies.value = [...except];
}

export function add(tally: Tally, { status }: Pick<Exchange, 'status'>, expectedNow: number | null): Tally {
  const sent = tally.sent + 1;
  const lost = tally.lost + (status === 200 ? 0 : 1);
  const refused = tally.refused + (status === 401 ? 1 : 0);
  const expected = tally.expected === null || expectedNow === null ? null : tally.expected + expectedNow;
  const point = { sent, rate: lost / sent, predicted: expected === null ? null : expected / sent };
  return { sent, lost, refused, expected, points: [...thin(tally.points), point] };
}

/** Drops every other point if there are too many. */
function thin(points: readonly TallyPoint[]): readonly TallyPoint[] {
  return points.length < pointsKept ? points : points.filter((_, index) => index % 2 === 1);
}

/** Returns a function that stops it. */
export function resetTalliesOnChange(): () => void {
  let counted = '';
  return effect(() => {
    const conditions = `${view.value.model} ${instancesAlive.value}`;
    const isSame = conditions === counted;
    counted = conditions;
    const shown = lanes.value.map(({ name }) => name);
    untracked(() => clearTallies(isSame ? shown : []));
  });
}
