// A request of this page as an exchange, so that the map shows it beside those that the control room sends.
import type { Mode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';

export interface Sent extends Pick<Exchange, 'kind' | 'method' | 'path'> {
  readonly mode: Mode;
  readonly sentAt: Date;
  /** The token, where the page added it itself. */
  readonly token: string | undefined;
}

export interface Answer {
  /** Null: there was none. */
  readonly response: Response | null;
  readonly body: object;
  readonly durationMs: number;
}

/** Counts down, so that it is none of the control room's. */
let lastId = 0;

export function describe(sent: Sent, { response, body, durationMs }: Answer): Exchange {
  const { kind, method, path, mode, sentAt, token } = sent;
  const told = body as Readonly<Record<string, string | undefined>>;
  const timing = response?.headers.get('server-timing') ?? '';
  lastId -= 1;
  return {
    id: lastId,
    kind,
    clientId: 'page',
    mode: mode.name,
    method,
    path,
    sentAt: sentAt.toISOString(),
    durationMs,
    // What is HttpOnly goes by itself, and this page cannot say what it is.
    credential: token
      ? { kind: 'jwt', header: 'authorization', text: token, refreshToken: null, expiresAt: null }
      : null,
    status: response?.status ?? null,
    servedBy: response && (response.headers.get('x-instance-id') ?? 'nginx'),
    issuedBy: told.issuedBy ?? told.issued_by ?? null,
    isRetried: false,
    code: told.code ?? null,
    detail: told.detail ?? null,
    username: kind === 'me' ? (told.username ?? null) : null,
    verifyMs: durationIn(timing, 'verify'),
    storeMs: durationIn(timing, 'store'),
  };
}

function durationIn(timing: string, name: string): number | null {
  const found = new RegExp(`${name};dur=([\\d.]+)`).exec(timing);
  return found ? Number(found[1]) : null;
}
