// The words of the map that more than one of its parts uses.
import type { Exchange } from '@scale-out-lab/core/wire';
import { isAccepted } from './dots/route.js';
import { mapTexts } from './texts.js';

/** The purpose of a request. */
/** The result in two or three words. */
export function shortReason({ status, code }: Pick<Exchange, 'status' | 'code'>): string {
  const t = mapTexts().outcome;
  if (status === null) return t.unanswered;
  if (isAccepted({ status })) return t.accepted;
  return (t.reasons as Readonly<Record<string, string>>)[code ?? ''] ?? `HTTP ${status}`;
}

/** The label of its dot; null if the tick is enough. */
export function labelOf(exchange: Exchange): string | null {
  if (!isAccepted(exchange)) return shortReason(exchange);
  return exchange.isRetried ? mapTexts().outcome.retried : null;
}

/** Fractions of a millisecond count where there are few. */
export function inMs(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0);
}
