// The ledger: every request is opened once and closed once, so that none can be lost or counted twice.
import type { Closed, LedgerEntry, Opened } from './entry.js';

export interface Ledger {
  /** What is over, in the order in which it ended. */
  readonly entries: readonly LedgerEntry[];
  /** @throws unless every request that was opened was closed exactly once */
  balance(): void;
}

export interface OpenLedger extends Ledger {
  /** Enters a request that is about to be sent, and returns its ID. */
  open(request: Opened): number;
  close(id: number, result: Closed): LedgerEntry;
}

/** @param now milliseconds, by a clock that is never set */
export function createLedger(now: () => number = () => performance.now()): OpenLedger {
  const entries: LedgerEntry[] = [];
  const underWay = new Map<number, Opened & Pick<LedgerEntry, 'sentAt'>>();
  let opened = 0;

  return {
    entries,
    open(request) {
      opened += 1;
      underWay.set(opened, { ...request, sentAt: now() });
      return opened;
    },
    close(id, result) {
      const request = underWay.get(id);
      if (!request) throw new Error(`Request ${id} was closed, but it is not open.`);
      underWay.delete(id);
      const entry = { id, ...request, answeredAt: now(), ...result };
      entries.push(entry);
      return entry;
    },
    balance() {
      const closed = new Set(entries.map(({ id }) => id)).size;
      if (underWay.size === 0 && closed === opened && entries.length === opened) return;
      const open = [...underWay.keys()].slice(0, 5).join(', ') || 'none';
      throw new Error(
        `The ledger does not balance: ${opened} opened, ${entries.length} closed, open: ${open}.`,
      );
    },
  };
}
