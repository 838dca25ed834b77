// How many requests of logged-in users each mode lost so far, how many it should have, and how the rates came about.
import { signal } from '@preact/signals';
import { findMode } from '@scale-out-lab/core';
import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { expectLoss } from './expect-loss.js';
import { instancesAlive } from './instances.js';

export interface Tally {
  readonly sent: number;
  readonly lost: number;
  /** How many theory says are lost of these; null if it was not known how many instances there are. */
  readonly expected: number | null;
  /** The shares lost and predicted after each request, from the first on. */
  readonly points: readonly TallyPoint[];
}

export interface TallyPoint {
  readonly sent: number;
  readonly rate: number;
  readonly predicted: number | null;
}

/** A line of more has nothing to show for it, and each request copies them. */
const pointsKept = 1000;

export const emptyTally: Tally = { sent: 0, lost: 0, expected: 0, points: [] };
const tallies = signal<Readonly<Record<string, Tally>>>({});
/** Requests since the log-in, by the client's ID: it goes on when counting starts anew. */
const asked = new Map<string, number>();

export function tallyOf(mode: string): Tally {
  return tallies.value[mode] ?? emptyTally;
}

/** A restarted control room gives out the same IDs again. */
export function countFromLogIn({ id }: LabClient): void {
  asked.set(id, 0);
}

/** Of these exchanges of that client, only requests that ask who is logged in. */
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

/** Starts anew: all of them, or all but some. */
export function clearTallies(except: readonly string[] = []): void {
  tallies.value = Object.fromEntries(Object.entries(tallies.value).filter(([mode]) => except.includes(mode)));
}

export function add(tally: Tally, { status }: Pick<Exchange, 'status'>, expectedNow: number | null): Tally {
  const sent = tally.sent + 1;
  const lost = tally.lost + (status === 200 ? 0 : 1);
  const expected = tally.expected === null || expectedNow === null ? null : tally.expected + expectedNow;
  const point = { sent, rate: lost / sent, predicted: expected === null ? null : expected / sent };
  return { sent, lost, expected, points: [...thin(tally.points), point] };
}

/** Where there are too many, every other one. */
function thin(points: readonly TallyPoint[]): readonly TallyPoint[] {
  return points.length < pointsKept ? points : points.filter((_, index) => index % 2 === 1);
}
