// How many requests of logged-in users each mode lost so far, and how the rate came about.
import { signal } from '@preact/signals';
import type { Exchange } from '../contract.js';

export interface Tally {
  readonly sent: number;
  readonly lost: number;
  /** The share lost after each request, from the first on. */
  readonly rates: readonly number[];
}

export const emptyTally: Tally = { sent: 0, lost: 0, rates: [] };
export const tallies = signal<Readonly<Record<string, Tally>>>({});

export function tallyOf(mode: string): Tally {
  return tallies.value[mode] ?? emptyTally;
}

/** Of these, only requests that ask who is logged in. */
export function countExchanges(exchanges: readonly Exchange[]): void {
  let counted = tallies.value;
  for (const exchange of exchanges) {
    if (exchange.kind !== 'me') continue;
    counted = { ...counted, [exchange.mode]: add(counted[exchange.mode] ?? emptyTally, exchange) };
  }
  tallies.value = counted;
}

export function clearTallies(): void {
  tallies.value = {};
}

export function add({ sent, lost, rates }: Tally, { status }: Pick<Exchange, 'status'>): Tally {
  const lostNow = lost + (status === 200 ? 0 : 1);
  return { sent: sent + 1, lost: lostNow, rates: [...rates, lostNow / (sent + 1)] };
}
