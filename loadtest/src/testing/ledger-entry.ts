// An entry of the ledger for tests: a read that was ok, with the given differences.
import type { Closed, LedgerEntry } from '../traffic/sender.js';

export function ledgerEntry(different: Partial<LedgerEntry> = {}): LedgerEntry {
  const opened = { id: 1, mode: 'session-redis', username: 'vu-0001', kind: 'read' } as const;
  return { ...opened, sentAt: 0, answeredAt: 0, ...closedOk, ...different };
}

/** How a request is closed that was ok. */
export const closedOk: Closed = {
  status: 200,
  outcome: 'ok',
  code: undefined,
  instance: 'api-1',
  isSocketReused: true,
  isResent: false,
  isRetried: false,
  givesCopy: false,
};
