// The shapes of failure that the rules of the diagnosis look for.
import type { Check, Observations } from '@scale-out-lab/core/wire';
import { designEffect, sortSamples, spread } from '../statistics/samples.js';
import { changedCookies } from './credential.js';
import { checksOf, failureRateOf, failuresOf, usersOf } from './observations.js';
import { describeRefusal } from './proof.js';
import { aboutSignature } from './vocabulary.js';

export interface Patterns {
  /** Failures among the checks on fresh connections with what log-in gave. */
  readonly failureRate: number;
  /** Credentials that some checks accept and others refuse, in turn. */
  readonly isMixed: boolean;
  /** The median failure rate of one credential: (N − 1)/N if only its issuer accepts it, 1/N if one instance refuses it. */
  readonly medianOfUsers: number;
  /** The failure rate of the second halves: far lower if a replica or a cache is late. */
  readonly laterRate: number;
  /** Each credential fails in some of its checks. */
  readonly eachFails: boolean;
  /** Some credentials fail far more often than others: with 12 log-ins chance explains it less than once in 1,000 probes. */
  readonly differsByCredential: boolean;
  /** What the failed checks were answered, the commonest first. */
  readonly refusals: readonly string[];
  /** Ages in milliseconds at which a working credential stopped for good. */
  readonly endedAtMs: readonly number[];
  /** Failed checks delete the signature of the cookie and leave its value. */
  readonly dropsOnlySignature: boolean;
  /** The share of failed checks whose answers delete or replace the cookie. */
  readonly clearingShare: number;
}

export function findPatterns(seen: Observations): Patterns {
  const fresh = usersOf(seen, 'pinned-fresh');
  const checks = checksOf(seen, 'pinned-fresh');
  const failed = failuresOf(checks).filter(({ outcome }) => outcome === 'logged-out');
  const ends = fresh.flatMap((user) => endOf(user) ?? []);
  const mixed = fresh.filter((user) => isMixed(user));
  const rates = sortSamples(fresh.map(failureRateOf));
  const clusters = fresh.map((checks) => ({ size: checks.length, hits: failuresOf(checks).length }));
  const changed = failed.map(({ answer }) => changedCookies(answer, seen.cookieNames));
  const clearing = changed.filter((each) => each.length > 0);
  return {
    failureRate: failureRateOf(checks),
    isMixed: failed.length >= 3 && mixed.length > 0 && mixed.length >= ends.length,
    medianOfUsers: rates ? spread(rates).median : 0,
    laterRate: failureRateOf(fresh.flatMap((user) => user.slice(Math.ceil(user.length / 2)))),
    eachFails: fresh.every((checks) => failureRateOf(checks) > 0),
    differsByCredential: designEffect(clusters) > 3.5,
    refusals: commonest(failed.map(({ answer }) => describeRefusal(answer))),
    endedAtMs: ends,
    dropsOnlySignature:
      clearing.length > 0 && clearing.every((each) => each.every(({ name }) => name.endsWith('.sig'))),
    clearingShare: failed.length === 0 ? 0 : clearing.length / failed.length,
  };
}

export function commonest(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text);
}

/** The age at which every check began to be refused, after at least three that succeeded; undefined if there is none. */
function endOf(checks: readonly Check[]): number | undefined {
  const last = checks.findLastIndex(({ outcome }) => outcome === 'ok');
  const isWhole = checks.slice(0, last + 1).every(({ outcome }) => outcome === 'ok');
  const after = checks.slice(last + 1);
  const isRefused = after.length >= 5 && after.every(({ outcome }) => outcome === 'logged-out');
  return isWhole && last >= 2 && isRefused ? checks[last + 1]?.ageMs : undefined;
}

/** Whether only one instance accepts each credential: each fails half of its checks, or more. */
export const isRefusedByMost = ({ isMixed, medianOfUsers, differsByCredential }: Patterns) =>
  isMixed && medianOfUsers >= 0.42 && !differsByCredential;

/** A lower rate has other causes: a store that evicts, or a replica that is late. */
const fewestKeptApart = 0.05;

/**
 * Whether instances refuse what others accept, by one reason for all: half of the checks of each log-in or more; or, of an
 * identifier, whatever share the balancer gives each instance.
 */
export function isKeptApart({ form }: Observations, patterns: Patterns): boolean {
  const { isMixed, failureRate, laterRate, refusals, dropsOnlySignature } = patterns;
  if (isRefusedByMost(patterns)) return true;
  const isAboutSignature = dropsOnlySignature || refusals.some((text) => aboutSignature.test(text));
  const isLasting = failureRate >= fewestKeptApart && laterRate >= failureRate / 2;
  return form.kind === 'opaque' && isMixed && isLasting && !isAboutSignature;
}

/** Whether a check is accepted after one that was refused. A log-in that ended is not mixed, however few checks came before. */
export function isMixed(checks: readonly Check[]): boolean {
  const firstRefused = checks.findIndex(({ outcome }) => outcome !== 'ok');
  return firstRefused >= 0 && checks.findLastIndex(({ outcome }) => outcome === 'ok') > firstRefused;
}
