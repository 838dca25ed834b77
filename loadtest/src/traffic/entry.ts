// An entry of the ledger: one request from the moment it was sent to the moment it was over. Data only.
import type { Outcome } from '../model/outcome.js';

/** `read` asks who is logged in; the others give, renew or end a credential. */
export type RequestKind = 'read' | 'logIn' | 'logOut' | 'refresh';

export interface LedgerEntry {
  /** Also the request's header `X-Request-Id`. */
  readonly id: number;
  readonly mode: string;
  readonly username: string;
  readonly kind: RequestKind;
  /** Milliseconds on the clock of `performance.now()`, as is the next one. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Undefined: no whole answer came. */
  readonly status: number | undefined;
  readonly outcome: Outcome;
  /** Why it was not ok: the problem's code, or what ended the connection (`timeout`, `aborted`, `ECONNRESET`, …). */
  readonly code: string | undefined;
  readonly instance: string | undefined;
  /** Whether the first try went out on a connection that had carried another request. */
  readonly isSocketReused: boolean;
  /** Whether this client sent it a second time (see `client.ts`). */
  readonly isResent: boolean;
  /** Whether the balancer needed another try, which the answer's header `X-Retried: 1` says. */
  readonly isRetried: boolean;
}

/** What is known of a request when it is sent. */
export type Opened = Pick<LedgerEntry, 'mode' | 'username' | 'kind'>;

/** What is known of it in the end. */
export type Closed = Omit<LedgerEntry, keyof Opened | 'id' | 'sentAt' | 'answeredAt'>;
