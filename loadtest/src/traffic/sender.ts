// Sends requests over a bounded number of connections, enters each in the ledger, and resends some once.
import type { Connection, Exchange } from '../http/connection.js';
import { openConnectionPool } from '../http/connection-pool.js';
import { headerValues, instanceOf } from '../model/answer.js';
import { reasonOf } from '../model/outcome.js';
import type { LedgerEntry, OpenLedger } from './ledger.js';
import type { PlannedRequest } from './planned-request.js';

export interface RequestSender {
  /** Sends the request at once. Undefined: not sent, because all connections are in use. */
  send(planned: PlannedRequest): Promise<LedgerEntry> | undefined;
  isBusy(): boolean;
  /** Requests under way end as `aborted`. */
  destroy(): Promise<void>;
}

export function createSender(url: URL, ledger: OpenLedger, maxInFlight: number): RequestSender {
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
    });
  }

  const isBusy = () => isDestroyed || pool.isFull();
  return {
    isBusy,
    send: (planned) => (isBusy() ? undefined : pool.use((connection) => exchange(planned, connection))),
    async destroy() {
      isDestroyed = true;
      await pool.destroy();
    },
  };
}

/**
 * A server may close a connection at the moment when the client reuses it. An idempotent request may then be sent once
 * more (RFC 9110 §9.2.2). The ledger says so. A log-in or a refresh is not resent: the server may have carried it out.
 */
function mayBeResent({ request }: PlannedRequest, { isSocketReused, isClosedSilently }: Exchange): boolean {
  return request.method === 'GET' && isSocketReused && isClosedSilently;
}
