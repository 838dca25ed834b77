// The two figures that every fault has, by which the matrix finds them.
import type { Expectation } from '@scale-out-lab/core';
import type { FigureRow } from '../../../model/figure.js';
import type { LedgerEntry } from '../../../traffic/ledger.js';
import type { MatrixColumn } from '../../experiment.js';
import { describeLost } from './losses.js';

export const usersLoggedOut = 'users logged out';
export const requestsLost = 'requests lost';

export function oneColumn(head: string): readonly MatrixColumn[] {
  return [{ head, loggedOut: usersLoggedOut, lost: requestsLost }];
}

export function loggedOutRow(expected: Expectation, members: number, loggedIn: number): FigureRow {
  return { name: usersLoggedOut, unit: `of ${members} users`, expected, measured: members - loggedIn };
}

export function lostRow(
  expected: Expectation,
  { sent, lost }: { readonly sent: readonly LedgerEntry[]; readonly lost: readonly LedgerEntry[] },
): FigureRow {
  return {
    name: requestsLost,
    unit: `of ${sent.length} requests`,
    expected,
    measured: lost.length,
    evidence: describeLost(lost),
  };
}
