// A request with its answer, as the page shows it.
import type { Credential, Exchange, ExchangeKind } from '@scale-out-lab/core/wire';
import { type Answer, headerValues, instanceOf, textField } from '@scale-out-lab/loadtest';

export interface Sent {
  readonly id: number;
  readonly kind: ExchangeKind;
  readonly clientId: string;
  readonly mode: string;
  readonly sentAt: string;
  readonly durationMs: number;
  readonly credential: Credential | null;
  /** The instance that issued the credential, if known. */
  readonly issuedBy: string | null;
}

export function methodOf(kind: ExchangeKind): Exchange['method'] {
  return kind === 'me' ? 'GET' : 'POST';
}

export function pathOf(mode: string, kind: ExchangeKind): string {
  return `/api/${mode}/${kind}`;
}

export function toExchange(sent: Sent, answer: Answer | undefined): Exchange {
  const { kind, mode } = sent;
  const isRefused = answer !== undefined && answer.status >= 400;
  return {
    ...sent,
    method: methodOf(kind),
    path: pathOf(mode, kind),
    status: answer?.status ?? null,
    servedBy: (answer && instanceOf(answer)) ?? null,
    issuedBy: (answer && textField(answer, 'issuedBy')) ?? sent.issuedBy,
    isRetried: answer !== undefined && headerValues(answer, 'x-retried')[0] === '1',
    code: (isRefused && textField(answer, 'code')) || null,
    detail: (isRefused && textField(answer, 'detail')) || null,
    username: (kind === 'me' && answer?.status === 200 && textField(answer, 'username')) || null,
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
