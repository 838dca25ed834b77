// The ledger: every request is opened once and closed once, so that none can be lost or counted twice.

import { isSessionCopy } from '@scale-out-lab/core';
import { type Connection, type Exchange, openConnectionPool } from '../http/connection.js';
import { headerValues, instanceOf, type Outcome, reasonOf } from '../model/answer.js';
import type { PlannedRequest, RequestKind } from './planned-request.js';

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
  /** Undefined without a complete answer. */
  readonly status: number | undefined;
  readonly outcome: Outcome;
  /** Why it was not ok: the problem's code, or the end of the connection (`timeout`, `aborted`, `ECONNRESET`, …). */
  readonly code: string | undefined;
  readonly instance: string | undefined;
  /** Whether the first try used a connection that had carried another request. */
  readonly isSocketReused: boolean;
  /** Whether the sender sent it a second time (see `sender.ts`). */
  readonly isResent: boolean;
  /** Whether the balancer needed another try, by the answer's header `X-Retried: 1`. */
  readonly isRetried: boolean;
  /** Whether the answer gave a copy of the session. */
  readonly givesCopy: boolean;
}

/** The fields that are known when a request is sent. */
type Opened = Pick<LedgerEntry, 'mode' | 'username' | 'kind'>;

/** The fields that are known when it is over. */
export type Closed = Omit<LedgerEntry, keyof Opened | 'id' | 'sentAt' | 'answeredAt'>;

export type Ledger = Pick<OpenLedger, 'entries' | 'balance'>;
type OpenLedger = ReturnType<typeof createLedger>;

/** @param now milliseconds, by a monotonic clock */
export function createLedger(now: () => number = () => performance.now()) {
  const entries: LedgerEntry[] = [];
  const underWay = new Map<number, Opened & Pick<LedgerEntry, 'sentAt'>>();
  let opened = 0;

  return {
    /** Requests that are over, in the order in which they ended. */
    entries: entries as readonly LedgerEntry[],
    /** Enters a request that is about to be sent, and returns its ID. */
    open(request: Opened): number {
      opened += 1;
      underWay.set(opened, { ...request, sentAt: now() });
      return opened;
    },
    close(id: number, result: Closed): LedgerEntry {
      const request = underWay.get(id);
      if (!request) throw new Error(`Request ${id} was closed, but it is not open.`);
      underWay.delete(id);
      const entry = { id, ...request, answeredAt: now(), ...result };
      entries.push(entry);
      return entry;
    },
    /** @throws unless every request that was opened was closed exactly once */
    balance(): void {
      const closed = new Set(entries.map(({ id }) => id)).size;
      if (underWay.size === 0 && closed === opened && entries.length === opened) return;
      const open = [...underWay.keys()].slice(0, 5).join(', ') || 'none';
      throw new Error(
        `The ledger does not balance: ${opened} opened, ${entries.length} closed, open: ${open}.`,
      );
    },
  };
}

// Sends requests over a bounded number of connections, enters each in the ledger, and resends some once.

export type RequestSender = ReturnType<typeof createSender>;

export function createSender(url: URL, ledger: OpenLedger, maxInFlight: number) {
  const pool = openConnectionPool(url, maxInFlight);
  let isDestroyed = false;

  async function exchange(planned: PlannedRequest, connection: Connection): Promise<LedgerEntry> {
    const id = ledger.open({ mode: planned.mode, username: planned.username, kind: planned.kind });
    const headers = { ...planned.request.headers, 'x-request-id': String(id) };
    const request = { ...planned.request, headers };
    const first = await connection.exchange(request);
    const isResent = mayBeResent(planned, first) && !isDestroyed;
    const { answer, failure } = isResent ? await connection.exchange(request) : first;
    const outcome = planned.settle(answer);
    return ledger.close(id, {
      status: answer?.status,
      outcome,
      code: outcome === 'ok' ? undefined : (failure ?? reasonOf(answer)),
      instance: answer && instanceOf(answer),
      isSocketReused: first.isSocketReused,
      isResent,
      isRetried: answer !== undefined && headerValues(answer, 'x-retried')[0] === '1',
      givesCopy: answer !== undefined && headerValues(answer, 'set-cookie').some(isCopyOf(planned.mode)),
    });
  }

  const isBusy = () => isDestroyed || pool.isFull();
  return {
    isBusy,
    /** Sends the request at once. Undefined: not sent, because all connections are in use. */
    send: (planned: PlannedRequest) =>
      isBusy() ? undefined : pool.use((connection) => exchange(planned, connection)),
    /** Requests under way end as `aborted`. */
    async destroy(): Promise<void> {
      isDestroyed = true;
      await pool.destroy();
    },
  };
}

const isCopyOf = (mode: string) => (cookie: string) => isSessionCopy(cookie, { name: mode });

/**
 * A server may close a connection at the moment when the client reuses it. An idempotent request may then be sent once
 * more (RFC 9110 §9.2.2). The ledger records it. A log-in or a refresh is not resent: the server may have executed it.
 */
function mayBeResent({ request }: PlannedRequest, { isSocketReused, isClosedSilently }: Exchange): boolean {
  return request.method === 'GET' && isSocketReused && isClosedSilently;
}
