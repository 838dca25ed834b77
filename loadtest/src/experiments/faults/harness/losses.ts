// The requests of one mode that were lost around a fault: those that were not answered as they should have been.
import { type Mode, predictFailureRate } from '@scale-out-lab/core';
import { countRefusals, describeCommonest } from '../../../model/outcome.js';
import type { LedgerEntry } from '../../../traffic/ledger.js';
import type { Traffic } from '../../../traffic/traffic.js';

/** Two moments on the clock of `performance.now()`, which is the ledger's. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Losses {
  /** Requests sent after the population had logged in. */
  readonly sent: readonly LedgerEntry[];
  readonly reads: readonly LedgerEntry[];
  readonly writes: readonly LedgerEntry[];
  readonly lost: readonly LedgerEntry[];
  readonly lostReads: readonly LedgerEntry[];
  readonly lostWrites: readonly LedgerEntry[];
}

/**
 * A refusal (401) is a loss only where the mode accepts every credential on every instance and the fault ends no log-in.
 * Elsewhere refusals are predicted, and the watched users show who is logged out.
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

/** The commonest reason, for a figure that disagrees; undefined if nothing was lost. */
export function describeLost(lost: readonly LedgerEntry[]): string | undefined {
  const refusals = lost.map(({ code, outcome, instance }) => ({
    code: code ?? outcome,
    issuedBy: null,
    refusedBy: instance ?? null,
  }));
  return describeCommonest(countRefusals(refusals), 'requests', []) ?? undefined;
}

/** The requests that were under way at some moment of the span. */
export function duringSpan(entries: readonly LedgerEntry[], { from, to }: Span): readonly LedgerEntry[] {
  return entries.filter(({ sentAt, answeredAt }) => sentAt <= to && answeredAt >= from);
}

/** Seconds from a moment to the last answer; 0 if there is none. */
export function secondsUntilLast(entries: readonly LedgerEntry[], from: number): number {
  return Math.max(0, ...entries.map(({ answeredAt }) => answeredAt - from)) / 1000;
}

/** The latency of the slowest request; 0 if there is none. */
export function slowestMs(entries: readonly LedgerEntry[]): number {
  return Math.max(0, ...entries.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
}
