// A ledger entry for tests: a read that was ok, with the given differences.
import type { LedgerEntry } from '../traffic/ledger.js';

export function entryOf(different: Partial<LedgerEntry>): LedgerEntry {
  return {
    id: 1,
    mode: 'session-redis',
    username: 'vu-0001',
    kind: 'read',
    sentAt: 0,
    answeredAt: 0,
    status: 200,
    outcome: 'ok',
    code: undefined,
    instance: 'api-1',
    isSocketReused: true,
    isResent: false,
    isRetried: false,
    ...different,
  };
}
