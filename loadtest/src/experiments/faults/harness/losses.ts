// The requests of one mode that were lost around a fault: those that were not answered as they should have been.

import {
  type Expectation,
  isPortable,
  type Mode,
  needsRedis,
  predictFailureRate,
  predictLostWithoutRedis,
  predictSecondsUntilRedisIsUsed,
} from '@scale-out-lab/core';
import type { FigureRow } from '../../../model/agreement.js';
import { countRefusals, describeCommonest } from '../../../model/outcome.js';
import type { LedgerEntry } from '../../../traffic/sender.js';
import type { Traffic } from '../../../traffic/traffic.js';
import type { MatrixColumn } from '../../experiment.js';

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
function describeLost(lost: readonly LedgerEntry[]): string | undefined {
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

// The two figures that every fault has, by which the matrix finds them.

export const usersLoggedOut = 'users logged out';
export const requestsLost = 'requests lost';

export function oneColumn(head: string): readonly MatrixColumn[] {
  return [{ head, loggedOut: usersLoggedOut, lost: requestsLost }];
}

export function loggedOutRow(expected: Expectation, members: number, loggedIn: number): FigureRow {
  return { name: usersLoggedOut, unit: `of ${members} users`, expected, measured: members - loggedIn };
}

export function lostRow(
  expected: Expectation,
  { sent, lost }: { readonly sent: readonly LedgerEntry[]; readonly lost: readonly LedgerEntry[] },
): FigureRow {
  return {
    name: requestsLost,
    unit: `of ${sent.length} requests`,
    expected,
    measured: lost.length,
    evidence: describeLost(lost),
  };
}

// The losses of one mode while Redis did not answer, because it had crashed or was frozen.

/** Moments on the clock of `performance.now()`, in this order. */
export interface Outage {
  readonly from: number;
  /** Between `goneAt` and `stillGoneAt` Redis certainly answered no request. */
  readonly goneAt: number;
  readonly stillGoneAt: number;
  readonly backAt: number;
}

/** How long after its return requests may still be lost. */
const recoveryMs = 500;
/** How long after its return losses are counted. */
export const recoveryWindowMs = 1500;

/** The requests that were under way between the beginning of the outage and the end of the recovery window. */
export function findAround(traffic: Traffic, mode: Mode, { from, backAt }: Outage, instances: number) {
  const span = { from, to: backAt + recoveryWindowMs };
  const losses = findLosses(traffic, mode, { instances, endsLogIns: true });
  return { sent: duringSpan(losses.sent, span), lost: duringSpan(losses.lost, span) };
}

export function outageRows(
  traffic: Traffic,
  mode: Mode,
  outage: Outage,
  instances: number,
): readonly FigureRow[] {
  const { sent, lost } = findAround(traffic, mode, outage, instances);
  const withRedis = sent.filter(({ kind }) => needsRedis(mode, kind === 'read' ? 'read' : 'write'));
  const isWithin = ({ sentAt, answeredAt }: LedgerEntry) =>
    sentAt >= outage.goneAt && answeredAt <= outage.stillGoneAt;
  // Instances other than the issuer refuse the credential without a look-up in Redis.
  const atLeast = isPortable(mode) ? withRedis.filter(isWithin).length : 0;
  const atMost = duringSpan(withRedis, { from: outage.from, to: outage.backAt + recoveryMs }).length;
  const otherwise = lost.filter(({ status }) => status !== 503);
  return [
    {
      name: requestsLost,
      unit: `of ${sent.length} requests`,
      expected: predictLostWithoutRedis(mode, atLeast, atMost),
      measured: lost.length,
      evidence: describeLost(lost),
    },
    {
      name: 'lost otherwise than by a 503',
      unit: 'requests',
      expected: { predicted: [0, 0], explanation: 'An instance says that its store does not answer.' },
      measured: otherwise.length,
      evidence: describeLost(otherwise),
    },
    {
      name: 'seconds until clean after its return',
      unit: 's',
      expected: predictSecondsUntilRedisIsUsed(),
      measured: secondsUntilLast(lost, outage.backAt),
    },
  ];
}
