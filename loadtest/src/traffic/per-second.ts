// What happened, second by second: what was sent then, and what became of it.
import { noOutcomes, type Outcomes } from '../model/outcome.js';
import type { LedgerEntry } from './entry.js';

export interface Second {
  /** From 0; the second begins so many seconds after the first moment. */
  readonly second: number;
  /** `ok`, and what was lost by outcome; they add up to `sent`. */
  readonly sent: number;
  readonly outcomes: Outcomes;
  /** Answers by instance, refusals included; what no instance answered is missing. */
  readonly answersBy: Readonly<Record<string, number>>;
  /** Of those sent, how many the balancer tried again, and how many this client did. */
  readonly retried: number;
  readonly resent: number;
}

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
