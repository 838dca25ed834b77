// Sends the requests of one client over its own connection. Each becomes an exchange: a request with its answer, as the
// page shows it.
import type { Mode } from '@scale-out-lab/core';
import type { Credential, Exchange, ExchangeKind } from '@scale-out-lab/core/wire';
import { type Answer, headerValues, instanceOf, openConnection, textField } from '@scale-out-lab/loadtest';
import { cookieNames, credentialHeaders } from './credential.js';

/** Names the device in the list of log-ins, and distinguishes a visitor's requests from those of an experiment. */
export const userAgent = 'the page of the scale-out lab';

export interface SenderOptions {
  readonly url: URL;
  readonly clientId: string;
  readonly mode: Mode;
  /** Numbers the exchanges of all clients. */
  readonly nextId: () => number;
}

/** The request of each kind: its method, and its path below the mode. */
const routes = {
  login: ['POST', 'login'],
  me: ['GET', 'me'],
  logout: ['POST', 'logout'],
  refresh: ['POST', 'refresh'],
  sessions: ['GET', 'sessions'],
  end: ['DELETE', 'sessions'],
} as const satisfies Record<ExchangeKind, readonly [Exchange['method'], string]>;

export interface Carried {
  readonly credential: Credential | null;
  /** The instance that issued the credential, if known. */
  readonly issuedBy: string | null;
  readonly cookies: string | undefined;
  readonly body?: object | undefined;
  /** The log-in that the path names. */
  readonly logInId?: string | undefined;
}

export function createSender({ url, clientId, mode, nextId }: SenderOptions) {
  const connection = openConnection(url);
  const names = cookieNames(mode, url);
  return {
    /** The answer is undefined if there was none. */
    async send(kind: ExchangeKind, { credential, issuedBy, cookies, body, logInId }: Carried) {
      const [method, route] = routes[kind];
      const below = logInId === undefined ? route : `${route}/${encodeURIComponent(logInId)}`;
      const request = { method, path: `/api/${mode.name}/${below}` };
      const sentAt = new Date().toISOString();
      const start = performance.now();
      const { answer } = await connection.exchange({
        ...request,
        headers: {
          accept: 'application/json',
          'user-agent': userAgent,
          ...credentialHeaders(names, credential, cookies),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
      const sent = { id: nextId(), kind, clientId, mode: mode.name, ...request, sentAt, durationMs };
      return { answer, exchange: toExchange({ ...sent, credential, issuedBy }, answer) };
    },
    /** A request without a credential, which is not shown. */
    async sendOpen(): Promise<void> {
      const headers = { 'user-agent': userAgent };
      await connection.exchange({ method: 'GET', path: '/api/instance', headers });
    },
    close: () => connection.destroy(),
  };
}

type Sent = Pick<
  Exchange,
  | 'id'
  | 'kind'
  | 'clientId'
  | 'mode'
  | 'method'
  | 'path'
  | 'sentAt'
  | 'durationMs'
  | 'credential'
  | 'issuedBy'
>;

function toExchange(sent: Sent, answer: Answer | undefined): Exchange {
  const isRefused = answer !== undefined && answer.status >= 400;
  const isUser = sent.kind === 'me' && answer?.status === 200;
  return {
    ...sent,
    status: answer?.status ?? null,
    servedBy: (answer && instanceOf(answer)) ?? null,
    issuedBy: (answer && textField(answer, 'issuedBy')) ?? sent.issuedBy,
    isRetried: answer !== undefined && headerValues(answer, 'x-retried')[0] === '1',
    code: (isRefused && textField(answer, 'code')) || null,
    detail: (isRefused && textField(answer, 'detail')) || null,
    username: (isUser && textField(answer, 'username')) || null,
    verifyMs: timingOf(answer, 'verify'),
    storeMs: timingOf(answer, 'store'),
  };
}

/** As in `verify;dur=0.04, store;dur=0.31, total;dur=0.6`. */
function timingOf(answer: Answer | undefined, name: string): number | null {
  const entries = answer ? headerValues(answer, 'server-timing').join(',').split(',') : [];
  const entry = entries.find((each) => each.trim().startsWith(`${name};`));
  const duration = /;\s*dur=([\d.]+)/.exec(entry ?? '')?.[1];
  return duration === undefined ? null : Number(duration);
}
