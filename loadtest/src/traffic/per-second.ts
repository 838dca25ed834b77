// What happened, second by second: what was sent then, and what became of it.

import type { Timeline } from '@scale-out-lab/core/wire';
import { noOutcomes } from '../model/outcome.js';
import type { LedgerEntry } from './entry.js';

type Second = Timeline['seconds'][number];

/** A row for each second from `from` until `to` (on the ledger's clock), also where nothing was sent. */
export function summarizeSeconds(
  entries: readonly LedgerEntry[],
  from: number,
  to: number,
): readonly Second[] {
  const seconds = Array.from({ length: Math.max(Math.ceil((to - from) / 1000), 0) }, (_, second) => ({
    second,
    sent: 0,
    outcomes: noOutcomes(),
    answersBy: {} as Record<string, number>,
    retried: 0,
    resent: 0,
  }));
  for (const { sentAt, outcome, instance, isRetried, isResent } of entries) {
    const row = sentAt < to ? seconds[Math.floor((sentAt - from) / 1000)] : undefined;
    if (!row) continue;
    row.sent += 1;
    row.outcomes[outcome] += 1;
    row.retried += Number(isRetried);
    row.resent += Number(isResent);
    if (instance !== undefined) row.answersBy[instance] = (row.answersBy[instance] ?? 0) + 1;
  }
  return seconds;
}
