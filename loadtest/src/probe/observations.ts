// Which checks a part of a probe sent, and how many of them failed. Those after the stated end of a credential do not count.
import { type Interval, wilson } from '@scale-out-lab/core';
import type { Check, Observations, ProbePart } from '@scale-out-lab/core/wire';
import { designEffect } from '../statistics/samples.js';

/** The checks of each log-in. */
export function usersOf({ users }: Observations, part: ProbePart): readonly (readonly Check[])[] {
  return users
    .filter((each) => each.part === part)
    .map(({ checks }) => checks.filter(({ outcome }) => outcome !== 'expired'));
}

export const checksOf = (seen: Observations, part: ProbePart): readonly Check[] => usersOf(seen, part).flat();

export const failuresOf = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'expired');

/** Those that were accepted or refused: any other says nothing about the log-in. */
export const tellingOf = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ outcome }) => outcome === 'ok' || outcome === 'logged-out');

/** Failures ÷ checks; 0 without checks. */
export function failureRateOf(checks: readonly Check[]): number {
  return checks.length === 0 ? 0 : failuresOf(checks).length / checks.length;
}

export const expiredOf = ({ users }: Observations): number =>
  users.flatMap(({ checks }) => checks).filter(({ outcome }) => outcome === 'expired').length;

/** Of the failure rate, at 95%. Users are clusters: checks with one credential are no independent evidence. */
export function intervalOf(users: readonly (readonly Check[])[]): Interval {
  const clusters = users.map((checks) => ({ size: checks.length, hits: failuresOf(checks).length }));
  const checks = users.flat();
  const n = checks.length / designEffect(clusters);
  return wilson(failureRateOf(checks) * n, n, 0.95);
}

/** A higher failure rate would hide the results of the later parts. */
export const mostStray = 0.05;

/** Whether so many failures are more than a failure rate of all checks explains. */
export const isAboveRate = (failures: number, checks: number, failureRate: number): boolean =>
  failureRate === 0 ? failures > 0 : failures >= 3 && failures > 10 * failureRate * checks;
