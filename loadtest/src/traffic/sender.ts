// The client: sends requests over a bounded number of connections, enters each in the ledger, and sends some a second time.

import { type Connection, type Exchange, openConnection } from '../http/connection.js';
import { headerValues, instanceOf } from '../model/answer.js';
import { reasonOf } from '../model/outcome.js';
import type { LedgerEntry } from './entry.js';
import type { OpenLedger } from './ledger.js';
import type { PlannedRequest } from './planned-request.js';

export interface RequestSender {
  /** Sends it at once. Undefined: nothing was sent, because as many requests are under way as may be. */
  send(planned: PlannedRequest): Promise<LedgerEntry> | undefined;
  isBusy(): boolean;
  /** Ends what is under way, as `aborted`. */
  destroy(): Promise<void>;
}

export function createSender(url: URL, ledger: OpenLedger, maxInFlight: number): RequestSender {
  const connections: Connection[] = [];
  const free: Connection[] = [];
  let isDestroyed = false;

  function openAnother(): Connection {
    const connection = openConnection(url);
    connections.push(connection);
    return connection;
  }

  async function exchange(planned: PlannedRequest, connection: Connection): Promise<LedgerEntry> {
    const id = ledger.open({ mode: planned.mode, username: planned.username, kind: planned.kind });
    const headers = { ...planned.request.headers, 'x-request-id': String(id) };
    const request = { ...planned.request, headers };
    const first = await connection.exchange(request);
    const isResent = mayBeResent(planned, first) && !isDestroyed;
    const { answer, failure } = isResent ? await connection.exchange(request) : first;
    free.push(connection);
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

  const isBusy = () => isDestroyed || (free.length === 0 && connections.length >= maxInFlight);
  return {
    isBusy,
    send(planned) {
      if (isBusy()) return undefined;
      return exchange(planned, free.pop() ?? openAnother());
    },
    async destroy() {
      isDestroyed = true;
      await Promise.all(connections.map((connection) => connection.destroy()));
    },
  };
}

/**
 * A server may close a connection at the moment when the client uses it again. What is idempotent may then be sent once
 * more (RFC 9110 §9.2.2); that it was shall be told, and a log-in or a renewal may have been carried out.
 */
function mayBeResent({ request }: PlannedRequest, { isSocketReused, isClosedSilently }: Exchange): boolean {
  return request.method === 'GET' && isSocketReused && isClosedSilently;
}
