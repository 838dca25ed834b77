// The shapes of failure that the rules of the diagnosis look for.
import type { Check, Observations } from '@scale-out-lab/core/wire';
import { type Cluster, sum } from '../statistics/samples.js';
import { changedCookies } from './credential.js';
import { checksOf, failureRateOf, failuresOf, usersOf } from './observations.js';
import { describeRefusal } from './proof.js';
import { aboutSignature } from './vocabulary.js';

export interface Patterns {
  /** Failures among the checks on fresh connections with the credential from the log-in. */
  readonly failureRate: number;
  /** Credentials that some checks accept and others refuse, in turn. */
  readonly isMixed: boolean;
  /** The log of a likelihood ratio: one instance differs from the rest, against each instance refuses all others. */
  readonly oneDiffers: number;
  /** The failure rate of the second halves: far lower if a replica or a cache is late. */
  readonly laterRate: number;
  /** Each credential fails in some of its checks. */
  readonly eachFails: boolean;
  /** The answers to the failed checks, the commonest first. */
  readonly refusals: readonly string[];
  /** Ages in milliseconds at which a working credential stopped for good. */
  readonly endedAtMs: readonly number[];
  /** Failed checks delete the signature of the cookie and leave its value. */
  readonly dropsOnlySignature: boolean;
  /** The share of failed checks with an answer that deletes or replaces the cookie. */
  readonly clearingShare: number;
}

export function findPatterns(seen: Observations): Patterns {
  const fresh = usersOf(seen, 'pinned-fresh');
  const checks = checksOf(seen, 'pinned-fresh');
  const failed = failuresOf(checks).filter(({ outcome }) => outcome === 'logged-out');
  const ends = fresh.flatMap((user) => endOf(user) ?? []);
  const mixed = fresh.filter((user) => isMixed(user));
  const clusters = fresh.map((checks) => ({ size: checks.length, hits: failuresOf(checks).length }));
  const changed = failed.map(({ answer }) => changedCookies(answer, seen.cookieNames));
  const clearing = changed.filter((each) => each.length > 0);
  return {
    failureRate: failureRateOf(checks),
    isMixed: failed.length >= 3 && mixed.length > 0 && mixed.length >= ends.length,
    oneDiffers: compareKeys(clusters),
    laterRate: failureRateOf(fresh.flatMap((user) => user.slice(Math.ceil(user.length / 2)))),
    eachFails: fresh.every((checks) => failureRateOf(checks) > 0),
    refusals: commonest(failed.map(({ answer }) => describeRefusal(answer))),
    endedAtMs: ends,
    dropsOnlySignature:
      clearing.length > 0 && clearing.every((each) => each.every(({ name }) => name.endsWith('.sig'))),
    clearingShare: failed.length === 0 ? 0 : clearing.length / failed.length,
  };
}

function commonest(texts: readonly string[]): readonly string[] {
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

/**
 * The log of a likelihood ratio (Royall, Statistical Evidence, 1997). If every instance refuses the others, each credential fails
 * in (N − 1)/N of its checks, half or more. If one of three or more differs, its share w of the credentials fails in 1 − w, and
 * the others in w. The free shares are those that fit best.
 *
 * @param clusters checks and failures of each credential
 */
export function compareKeys(clusters: readonly Cluster[]): number {
  const total = { size: sum(clusters.map(({ size }) => size)), hits: sum(clusters.map(({ hits }) => hits)) };
  if (total.size === 0) return 0;
  const logOfOwn = logLikelihood(total, Math.min(Math.max(total.hits / total.size, 0.5), 1 - 1e-9));
  const logOfOne = Math.max(
    ...sharesOfOne.map((w) =>
      sum(
        clusters.map((cluster) => {
          const ofOne = Math.log(w) + logLikelihood(cluster, 1 - w);
          const ofOthers = Math.log(1 - w) + logLikelihood(cluster, w);
          const higher = Math.max(ofOne, ofOthers);
          return higher + Math.log(Math.exp(ofOne - higher) + Math.exp(ofOthers - higher));
        }),
      ),
    ),
  );
  return logOfOne - logOfOwn;
}

/** Of two instances with equal shares, each refuses the other: nothing separates them. */
const sharesOfOne = Array.from({ length: 40 }, (_, index) => (index + 1) / 100);

const logLikelihood = ({ size, hits }: Cluster, rate: number) =>
  hits * Math.log(rate) + (size - hits) * Math.log(1 - rate);

/** A likelihood ratio of 7: a less certain diagnosis is not called confirmed. */
const clearLog = 2;

/** Whether only one instance accepts each credential, as far as the checks show. */
export const isRefusedByMost = ({ isMixed, oneDiffers }: Patterns) => isMixed && oneDiffers <= clearLog;

/** Whether it could as well be that one instance of three or more differs. */
export const couldBeOne = ({ oneDiffers }: Patterns) => Math.abs(oneDiffers) <= clearLog;

/** A lower rate has other causes: a store that evicts, or a replica that is late. */
const fewestKeptApart = 0.05;

/**
 * Whether instances refuse credentials that others accept, by one reason for all: half of the checks of each log-in or more; or, of an
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
