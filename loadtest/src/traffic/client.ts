// The client: sends requests over a bounded number of lanes, enters each in the ledger, and sends some a second time.
import { headerValues, instanceOf } from '../model/answer.js';
import { reasonOf } from '../model/outcome.js';
import { type Exchange, type Lane, openLane } from './connection.js';
import type { Entry } from './entry.js';
import type { OpenLedger } from './ledger.js';
import type { Turn } from './planned-request.js';

export interface TrafficClient {
  /** Sends it at once. Undefined: nothing was sent, because as many requests are under way as may be. */
  send(turn: Turn): Promise<Entry> | undefined;
  isBusy(): boolean;
  /** Ends what is under way, as `aborted`. */
  destroy(): Promise<void>;
}

export function createClient(url: URL, ledger: OpenLedger, maxInFlight: number): TrafficClient {
  const lanes: Lane[] = [];
  const free: Lane[] = [];
  let isDestroyed = false;

  function openAnother(): Lane {
    const lane = openLane(url);
    lanes.push(lane);
    return lane;
  }

  async function exchange(turn: Turn, lane: Lane): Promise<Entry> {
    const id = ledger.open({ mode: turn.mode, username: turn.username, kind: turn.kind });
    const headers = { ...turn.request.headers, 'x-request-id': String(id) };
    const request = { ...turn.request, headers };
    const first = await lane.exchange(request);
    const isResent = mayBeResent(turn, first) && !isDestroyed;
    const { answer, failure } = isResent ? await lane.exchange(request) : first;
    free.push(lane);
    const outcome = turn.settle(answer);
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

  const isBusy = () => isDestroyed || (free.length === 0 && lanes.length >= maxInFlight);
  return {
    isBusy,
    send(turn) {
      if (isBusy()) return undefined;
      return exchange(turn, free.pop() ?? openAnother());
    },
    async destroy() {
      isDestroyed = true;
      await Promise.all(lanes.map((lane) => lane.destroy()));
    },
  };
}

/**
 * A server may close a connection at the moment when the client uses it again. What is idempotent may then be sent once
 * more (RFC 9110 §9.2.2); that it was shall be told, and a log-in or a renewal may have been carried out.
 */
function mayBeResent({ request }: Turn, { isSocketReused, isClosedSilently }: Exchange): boolean {
  return request.method === 'GET' && isSocketReused && isClosedSilently;
}
