// The ledger: every request is opened once and closed once, so that none can be lost or counted twice.
import type { Outcome } from '../model/outcome.js';

/** `read` calls /me; the others give, renew or end a credential. */
export type RequestKind = 'read' | 'logIn' | 'logOut' | 'refresh';

/** One request, from the moment it was sent to the moment it was over. */
export interface LedgerEntry {
  /** Also the request's header `X-Request-Id`. */
  readonly id: number;
  readonly mode: string;
  readonly username: string;
  readonly kind: RequestKind;
  /** Milliseconds on the clock of `performance.now()`, as is `answeredAt`. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Undefined if no whole answer came. */
  readonly status: number | undefined;
  readonly outcome: Outcome;
  /** Why it was not ok: the problem's code, or what ended the connection (`timeout`, `aborted`, `ECONNRESET`, …). */
  readonly code: string | undefined;
  readonly instance: string | undefined;
  /** Whether the first try used a connection that had carried another request. */
  readonly isSocketReused: boolean;
  /** Whether the sender sent it a second time (see `sender.ts`). */
  readonly isResent: boolean;
  /** Whether the balancer needed another try, as the answer's header `X-Retried: 1` says. */
  readonly isRetried: boolean;
}

/** The fields that are known when a request is sent. */
type Opened = Pick<LedgerEntry, 'mode' | 'username' | 'kind'>;

/** The fields that are known when it is over. */
export type Closed = Omit<LedgerEntry, keyof Opened | 'id' | 'sentAt' | 'answeredAt'>;

export interface Ledger {
  /** Requests that are over, in the order in which they ended. */
  readonly entries: readonly LedgerEntry[];
  /** @throws unless every request that was opened was closed exactly once */
  balance(): void;
}

export interface OpenLedger extends Ledger {
  /** Enters a request that is about to be sent, and returns its ID. */
  open(request: Opened): number;
  close(id: number, result: Closed): LedgerEntry;
}

/** @param now milliseconds, by a monotonic clock */
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
