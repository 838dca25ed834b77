// The visitors whom the control room plays: POST /lab/clients and what is below it.
import type { Client as ClientModel } from '@scale-out-lab/core';
import type { Credential, Exchange } from './exchange.js';

/** A visitor whom the control room plays, since one page cannot hold two sessions or read an HttpOnly cookie. */
export interface LabClient {
  readonly id: string;
  readonly mode: string;
  readonly username: string;
  readonly model: Extract<ClientModel, 'pinned' | 'browser'>;
  /** Null: it has none, or lost it. */
  readonly credential: Credential | null;
  /** The instance that served the log-in. */
  readonly issuedBy: string | null;
  /** The client whose credential it copied. */
  readonly copyOf: string | null;
}

/** POST /lab/clients logs in. */
export interface LogInRequest {
  readonly mode: string;
  readonly username: string;
  /** `demo` unless it is said. */
  readonly password?: string;
  readonly model?: LabClient['model'];
  /** Seconds that the log-in is to live; never more than the mode gives. */
  readonly expiresInSeconds?: number;
}

/** POST /lab/clients/pasted makes a client of a credential that somebody wrote; the answer is a ClientAlone. */
export interface PasteRequest {
  readonly mode: string;
  /** The token, or the cookie's value. */
  readonly credential: string;
}

/** POST /lab/clients/<id>/copy: another client with the same credential. DELETE /lab/clients/<id> forgets one (204). */
export interface ClientAlone {
  readonly client: LabClient;
}

/** POST /lab/clients, and /lab/clients/<id>/logout and /refresh. A log-in that was refused gives a client without a credential. */
export interface ClientAndExchange {
  readonly client: LabClient;
  readonly exchange: Exchange;
}

/** POST /lab/clients/<id>/requests asks who the client is, `count` times (1 to 100), one after the other. */
export interface SendRequest {
  readonly count: number;
}

/** A renewal that came first (jwt-refresh) is among them. POST /lab/clients/<id>/census: one answer of each instance. */
export interface ClientAndExchanges {
  readonly client: LabClient;
  readonly exchanges: readonly Exchange[];
}
