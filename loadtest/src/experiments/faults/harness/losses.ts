// What one mode's traffic lost around a fault: requests that were not answered as they should have been.
import { type Mode, predictFailureRate } from '@scale-out-lab/core';
import { countRefusals, describeCommonest } from '../../../model/refusal.js';
import type { LedgerEntry } from '../../../traffic/entry.js';
import type { Traffic } from '../../../traffic/traffic.js';

/** From the first to the last moment of something, on the clock of `performance.now()`, which is the ledger's. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Losses {
  /** What was sent after the population had logged in. */
  readonly sent: readonly LedgerEntry[];
  readonly reads: readonly LedgerEntry[];
  readonly writes: readonly LedgerEntry[];
  readonly lost: readonly LedgerEntry[];
  readonly lostReads: readonly LedgerEntry[];
  readonly lostWrites: readonly LedgerEntry[];
}

/**
 * A refusal (401) is a loss only where the mode accepts every credential on every instance and no log-in ends by the
 * fault: elsewhere refusals are predicted, and which users are logged out is counted by asking for them one by one.
 */
export function findLosses(
  { ledger, startedAt }: Traffic,
  mode: Mode,
  { instances, endsLogIns }: { readonly instances: number; readonly endsLogIns: boolean },
): Losses {
  const acceptsAll =
    !endsLogIns && predictFailureRate(mode, 'pinned', { instances, requestsPerUser: 1 }) === 0;
  const isLost = ({ outcome }: LedgerEntry) =>
    outcome !== 'ok' && (acceptsAll || (outcome !== 'unauthenticated' && outcome !== 'wrongUser'));
  const sent = ledger.entries.filter((entry) => entry.mode === mode.name && entry.sentAt >= startedAt);
  const reads = sent.filter(({ kind }) => kind === 'read');
  const writes = sent.filter(({ kind }) => kind !== 'read');
  return {
    sent,
    reads,
    writes,
    lost: sent.filter(isLost),
    lostReads: reads.filter(isLost),
    lostWrites: writes.filter(isLost),
  };
}

/** What they were lost by, for a figure that disagrees; undefined where nothing was lost. */
export function describeLost(lost: readonly LedgerEntry[]): string | undefined {
  const refusals = lost.map(({ code, outcome, instance }) => ({
    code: code ?? outcome,
    issuedBy: null,
    refusedBy: instance ?? null,
  }));
  return describeCommonest(countRefusals(refusals), 'requests', []) ?? undefined;
}

/** Those that were under way at some moment of the span. */
export function duringSpan(entries: readonly LedgerEntry[], { from, to }: Span): readonly LedgerEntry[] {
  return entries.filter(({ sentAt, answeredAt }) => sentAt <= to && answeredAt >= from);
}

/** Seconds from the moment to the last of them; 0 where there is none. */
export function secondsUntilLast(entries: readonly LedgerEntry[], from: number): number {
  return Math.max(0, ...entries.map(({ answeredAt }) => answeredAt - from)) / 1000;
}
