// One real request to the balancer, what it carried, and what came of it.

/** What a request carries to say who sent it. */
export interface Credential {
  readonly kind: 'session' | 'jwt';
  /** The header that carries it: `cookie` or `authorization`. */
  readonly header: string;
  /** The cookie's value as it is sent, or the token. */
  readonly text: string;
  readonly refreshToken: string | null;
  /** When it dies, as the log-in said. Null if it did not. */
  readonly expiresAt: string | null;
}

export type ExchangeKind = 'login' | 'me' | 'logout' | 'refresh';

/** One real request to the balancer, and what came of it. */
export interface Exchange {
  /** Counts up from 1 for as long as the control room runs. */
  readonly id: number;
  readonly kind: ExchangeKind;
  /** Which of the page's clients sent it. */
  readonly clientId: string;
  readonly mode: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly sentAt: string;
  readonly durationMs: number;
  /** What it carried; null where it carried none. */
  readonly credential: Credential | null;
  /** Null: it was never answered. */
  readonly status: number | null;
  /** The instance that answered, or `nginx`; null if nobody did. */
  readonly servedBy: string | null;
  /** The instance that issued the credential, where an answer has said so. */
  readonly issuedBy: string | null;
  /** Whether the balancer asked another instance first, in vain. */
  readonly isRetried: boolean;
  /** Of a refusal: its stable code, and the reason in the instance's words. */
  readonly code: string | null;
  readonly detail: string | null;
  /** Of a `me` that was answered with 200: who the instance took it for. */
  readonly username: string | null;
  /** From Server-Timing: what the check of the credential and the wait for the store cost. Null where there was none. */
  readonly verifyMs: number | null;
  readonly storeMs: number | null;
}
