// Which checks a part of a probe sent, and how many of them failed.
import type { Check, Observations, ProbePart } from '@scale-out-lab/core/wire';

export function checksOf({ users }: Observations, part: ProbePart): readonly Check[] {
  return users.filter((each) => each.part === part).flatMap(({ checks }) => checks);
}

export const failuresOf = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ outcome }) => outcome !== 'ok');

/** Failures ÷ checks; 0 without checks. */
export function failureRateOf(checks: readonly Check[]): number {
  return checks.length === 0 ? 0 : failuresOf(checks).length / checks.length;
}
