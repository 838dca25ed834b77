// The requests of one mode that were lost around a fault: those that were not answered as they should have been.

import {
  type Expectation,
  exactly,
  isPortable,
  type Mode,
  predictFailureRate,
  predictLostReadsAroundCrash,
  predictLostWithoutRedis,
  predictRecovery,
  predictSecondsUntilRedisIsUsed,
  sumOf,
  type Words,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../../model/agreement.js';
import { countRefusals, describeCommonest } from '../../../model/answer.js';
import { largest, sum } from '../../../statistics/samples.js';
import type { LedgerEntry } from '../../../traffic/sender.js';
import type { Traffic } from '../../../traffic/traffic.js';
import type { FigureColumn } from '../../experiment.js';
import { lookUpsOf } from './look-ups.js';

/** Two moments on the clock of `performance.now()`, which is the ledger's. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Losses {
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

/** The most entries that were sent within any `ms` milliseconds. */
export function mostSentWithin(ms: number, entries: readonly LedgerEntry[]): number {
  const counts = entries.map(
    ({ sentAt: from }) => entries.filter(({ sentAt }) => sentAt >= from && sentAt < from + ms).length,
  );
  return largest(counts);
}

/** Seconds from a moment to the last answer; 0 if there is none. */
export function secondsUntilLast(entries: readonly Pick<LedgerEntry, 'answeredAt'>[], from: number): number {
  return largest(entries.map(({ answeredAt }) => answeredAt - from)) / 1000;
}

/** The latency of the slowest request; 0 if there is none. */
export function slowestMs(entries: readonly LedgerEntry[]): number {
  return largest(entries.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
}

// The two figures that every fault has, by which the matrix finds them.

export const usersLoggedOut = 'users logged out';
export const requestsLost = 'requests lost';

// The two figures by which all faults are compared.

export const writesLost = 'acknowledged writes lost';
export const recoveryTime = 'recovery time';

export const logInsGone = 'acknowledged log-ins gone';
export const logOutsUndone = 'log-outs undone';
/** Each counts log-ins or log-outs that were acknowledged, and did not hold. */
const countsOfLostWrites = [usersLoggedOut, logInsGone, logOutsUndone];

/**
 * The rows of a fault, and its figures for the comparison: the acknowledged writes that it lost (RPO), and the seconds from the fault
 * to the last lost request.
 * @param cleanAt the moment after which no request may be lost
 */
export function withRecovery(
  rows: FigureTable,
  lost: readonly LedgerEntry[],
  { from, cleanAt }: { readonly from: number; readonly cleanAt: number },
): FigureTable {
  const writes = countsOfLostWrites.flatMap((name) => (rows[name] ? [rows[name]] : []));
  const measured = sum(writes.map(([, , count]) => count));
  const mayLose = (rows[requestsLost]?.[1].predicted[1] ?? 0) > 0;
  return {
    ...rows,
    [writesLost]: ['log-ins and log-outs', sumOf(writes.map(([, expected]) => expected)), measured],
    [recoveryTime]: ['s', predictRecovery(mayLose, (cleanAt - from) / 1000), secondsUntilLast(lost, from)],
  };
}

/** A fault that is injected in several ways gives the figures of each way a separate name. */
type NameOf = (figure: string) => string;
const unchanged: NameOf = (figure) => figure;

export function oneColumn(head: Words, nameOf = unchanged): readonly FigureColumn[] {
  const figures = [usersLoggedOut, requestsLost].map(nameOf);
  return [{ head, figures, recovery: [writesLost, recoveryTime].map(nameOf) }];
}

/** The acknowledged log-ins and log-outs that did not hold. */
export function goneColumn(head: Words, nameOf = unchanged): FigureColumn {
  return { head, figures: [logInsGone, logOutsUndone].map(nameOf) };
}

/** The rows of one way. */
export function rename(rows: FigureTable, nameOf: NameOf): FigureTable {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [nameOf(name), row]));
}

export function loggedOutRow(expected: Expectation, { members, loggedIn }: Counted): FigureTable {
  return { [usersLoggedOut]: [`of ${members} users`, expected, members - loggedIn] };
}

interface Counted {
  readonly members: number;
  readonly loggedIn: number;
}

export function lostRow(
  expected: Expectation,
  { sent, lost }: Pick<Losses, 'sent' | 'lost'>,
  name = requestsLost,
): FigureTable {
  return { [name]: [`of ${sent.length} requests`, expected, lost.length, describeLost(lost)] };
}

/** The rows of what was lost around a crash: all of it, the reads, and the writes, which nginx does not send again. */
export function lostAroundCrashRows(writesAtMost: Expectation, losses: Losses): FigureTable {
  const { reads, writes, lostReads, lostWrites } = losses;
  return {
    ...lostRow(writesAtMost, losses),
    'reads lost': [`of ${reads.length} reads`, predictLostReadsAroundCrash(), lostReads.length],
    'writes lost': [`of ${writes.length} writes`, writesAtMost, lostWrites.length],
  };
}

// The losses of one mode while Redis did not answer, because it had crashed or was stalled.

/** Moments on the clock of `performance.now()`, in this order. */
export interface Outage {
  readonly from: number;
  /** Between `goneAt` and `stillGoneAt` Redis certainly answered no request. */
  readonly goneAt: number;
  readonly stillGoneAt: number;
  readonly backAt: number;
  /** Whether other servers answer meanwhile, for some of the users. */
  readonly isPartial?: boolean;
}

/** How long after its return losses are counted. */
export const recoveryWindowMs = 1500;

/** The requests that were under way between the beginning of the outage and the end of the recovery window. */
export function findAround(traffic: Traffic, mode: Mode, { from, backAt }: Outage) {
  const span = { from, to: backAt + recoveryWindowMs };
  const losses = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  return { sent: duringSpan(losses.sent, span), lost: duringSpan(losses.lost, span) };
}

/** When no request may be lost any more. @param recovery how many seconds after its return */
export function outageSpan({ from, backAt }: Outage, recovery = predictSecondsUntilRedisIsUsed()) {
  return { from, cleanAt: backAt + 1000 * recovery.predicted[1] };
}

/** @param recovery how many seconds after its return requests may still be lost */
export function outageRows(
  traffic: Traffic,
  mode: Mode,
  outage: Outage,
  recovery = predictSecondsUntilRedisIsUsed(),
): FigureTable {
  const { sent, lost } = findAround(traffic, mode, outage);
  const ofMode = traffic.ledger.entries.filter((entry) => entry.mode === mode.name);
  const lookUpOf = lookUpsOf(mode, ofMode);
  const isWithin = ({ sentAt, answeredAt }: LedgerEntry) =>
    sentAt >= outage.goneAt && answeredAt <= outage.stillGoneAt;
  // Instances other than the issuer refuse the credential without a look-up in Redis.
  const atLeast =
    isPortable(mode) && !outage.isPartial
      ? sent.filter((entry) => isWithin(entry) && lookUpOf(entry).surely).length
      : 0;
  const until = outage.backAt + 1000 * recovery.predicted[1];
  const touching = duringSpan(sent, { from: outage.from, to: until });
  const atMost = touching.filter((entry) => lookUpOf(entry).perhaps).length;
  const otherwise = lost.filter(({ status }) => status !== 503);
  const none = exactly(0, 'An instance says that its store does not answer.');
  const secondsLost = secondsUntilLast(lost, outage.backAt);
  return {
    ...lostRow(predictLostWithoutRedis(mode, atLeast, atMost), { sent, lost }),
    'lost otherwise than by a 503': ['requests', none, otherwise.length, describeLost(otherwise)],
    'seconds until clean after its return': ['s', recovery, secondsLost],
  };
}
