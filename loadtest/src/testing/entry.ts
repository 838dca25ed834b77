// An entry of a ledger for tests: a successful read, except for the given differences.
import type { LedgerEntry } from '../traffic/entry.js';

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
