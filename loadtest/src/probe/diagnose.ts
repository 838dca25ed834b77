// From the observations to the verdict: the rules in order, and the failure rate with its interval.
import { probeParts } from '@scale-out-lab/core';
import type { Cause, Diagnosis, Observations, ProbePart, ProbeReport } from '@scale-out-lab/core/wire';
import { expiredOf, failuresOf, intervalOf, usersOf } from './observations.js';
import { findPatterns } from './patterns.js';
import { remedyFor } from './remedies.js';
import { consequences, rules } from './rules.js';

type Part = ProbeReport['parts'][number];
type Judgement = Pick<
  ProbeReport,
  'verdict' | 'reason' | 'requests' | 'failureRate' | 'interval' | 'diagnoses' | 'parts'
>;

/**
 * @param isComplete whether every part ran
 * @param limit the failure rate below which a log-in is healthy
 */
export function judgeProbe(seen: Observations, isComplete: boolean, limit: number): Judgement {
  const parts = probeParts.flatMap((part) => summarise(seen, part) ?? []);
  const diagnoses = diagnose(seen);
  const judged = parts.find(({ failures }) => failures > 0) ?? parts[0];
  const { requests = 0, failures = 0, interval = [0, 1] as const } = judged ?? {};
  const verdict = decide(seen, judged, parts, diagnoses, isComplete, limit);
  const reason = verdict === 'undecided' ? whyUndecided(seen, judged, diagnoses, isComplete, limit) : null;
  const healthy: Diagnosis = {
    cause: 'healthy',
    confidence: 'confirmed',
    evidence: [
      `${failures} of ${requests} checks fail: the failure rate is below ${percent(limit)} with 95% confidence.`,
    ],
    remedy: remedyFor('healthy', null),
  };
  return {
    verdict,
    reason,
    requests,
    failureRate: requests === 0 ? 0 : failures / requests,
    interval,
    parts,
    diagnoses: verdict === 'healthy' ? [...diagnoses, healthy] : diagnoses,
  };
}

function summarise(seen: Observations, part: ProbePart): Part | undefined {
  const users = usersOf(seen, part);
  const checks = users.flat();
  if (checks.length === 0) return undefined;
  const interval = intervalOf(users);
  return { part, requests: checks.length, failures: failuresOf(checks).length, interval };
}

const percent = (rate: number) => `${Number((rate * 100).toFixed(3))}%`;

const confidences = ['confirmed', 'likely', 'cannot-tell'] as const;

/** Causes before consequences and before harmless ones, and then the most certain first. */
function diagnose(seen: Observations): readonly Diagnosis[] {
  const patterns = findPatterns(seen);
  const found = Object.entries(rules).flatMap(([name, rule]) => {
    const finding = rule(seen, patterns);
    const cause = name as Cause;
    return finding ? [{ cause, ...finding, remedy: remedyFor(cause, seen.form.framework) }] : [];
  });
  const rank = (each: Diagnosis) => {
    const isLater = consequences.includes(each.cause) || isHarmless(each);
    return confidences.indexOf(each.confidence) + (isLater ? confidences.length : 0);
  };
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** None breaks a log-in by itself: users stay logged in, or the probe was too fast, or the credential says that it ends. */
const isHarmless = ({ cause, confidence }: Diagnosis) =>
  cause === 'affinity-by-cookie' ||
  cause === 'rate-limit' ||
  (cause === 'expiry' && confidence === 'confirmed');
const fewestFailures = 3;
/** These show without a failed check. */
const besidesChecks: readonly Cause[] = [
  'cookie-not-stored',
  'sign-in-split',
  'logout-misses',
  'not-revoked',
  'refresh-race',
];

/** The share of log-ins that failed with credentials that work. */
const failedLogIns = ({ logIns: { failed, sent } }: Observations) => (sent === 0 ? 0 : failed.length / sent);

function decide(
  seen: Observations,
  judged: Part | undefined,
  parts: readonly Part[],
  diagnoses: readonly Diagnosis[],
  isComplete: boolean,
  limit: number,
): ProbeReport['verdict'] {
  const isFailing = parts.some(({ failures }) => failures >= fewestFailures);
  const isBroken = diagnoses.some(
    (each) =>
      each.confidence !== 'cannot-tell' &&
      !isHarmless(each) &&
      (isFailing || besidesChecks.includes(each.cause)),
  );
  if (isBroken) return 'broken';
  const isBelow =
    judged?.part === 'pinned-fresh' &&
    judged.interval[1] < limit &&
    parts.every(({ interval }) => interval[0] < limit);
  const isLimited = diagnoses.some(({ cause }) => cause === 'rate-limit');
  return isComplete && isBelow && !isLimited && failedLogIns(seen) < limit ? 'healthy' : 'undecided';
}

/** HTTP/2 is judged only where no check over HTTP/1.1 fails. */
const overHttp2 = ({ part, failures }: Part) =>
  failures > 0 && part.startsWith('http2') ? ' over HTTP/2, none over HTTP/1.1' : '';

/** One sentence. */
function whyUndecided(
  seen: Observations,
  judged: Part | undefined,
  diagnoses: readonly Diagnosis[],
  isComplete: boolean,
  limit: number,
): string {
  if (diagnoses.some(({ cause }) => cause === 'rate-limit')) return 'The application limits the rate.';
  if (judged === undefined) return 'No check was sent after a log-in.';
  const { failures, requests, interval } = judged;
  const sent = `${failures} of ${requests} checks failed${overHttp2(judged)}`;
  if (failures >= fewestFailures) return `${sent}, and no cause is confirmed or likely.`;
  const isTooMany = failures > 0 && (isComplete || interval[1] >= limit);
  if (!isComplete && !isTooMany) return 'Not every part ran.';
  if (failures > 0) return `${sent}: too few to name a cause, too many to be healthy.`;
  const { logIns } = seen;
  if (failedLogIns(seen) >= limit)
    return `${logIns.failed.length} of ${logIns.sent} log-ins failed with the same credentials: ${logIns.failed[0]}.`;
  const tooFew = `${sent}: the failure rate can still be ${percent(interval[1])}, above ${percent(limit)}.`;
  if (expiredOf(seen) === 0) return `${tooFew} Send more with --checks.`;
  return `${tooFew} The credential ends after ${seen.lifetimeSeconds} s; log in more often with --users, or raise --rate.`;
}
