// How many instances answer: by a name in their answers, by the period of a strict rotation, or by the failure rate.

import type { Interval } from '@scale-out-lab/core';
import type { Check, Observations } from '@scale-out-lab/core/wire';
import type { Answer } from '../model/answer.js';
import { sum } from '../statistics/samples.js';
import { failureRateOf, intervalOf, usersOf } from './observations.js';
import { findPatterns, isKeptApart } from './patterns.js';

interface Instances {
  /** The effective number 1/Σw², where w is the share of the checks that an instance answers. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly named: readonly string[];
}

/** Headers with few values that do not depend on the instance. */
const notNames =
  /^(date|age|etag|vary|content-.*|last-modified|set-cookie|cache-control|expires|connection|keep-alive|transfer-encoding|location|www-authenticate|x-ratelimit.*|ratelimit.*|retry-after|x-retried|pragma|link|strict-.*|x-frame.*|cross-.*|referrer.*|permissions.*|x-content.*|x-xss.*|x-powered-by|allow|access-control.*|x-request-id|traceparent|.*(time|timing|latency|duration|runtime|cache).*)$/;
const mostNames = 50;

/** The header that names the instances: it has at least two values, and each of them came more than once. */
export function findIdentities(answers: readonly Pick<Answer, 'headers'>[]): Observations['identities'] {
  const counts = new Map<string, Map<string, number>>();
  for (const { headers } of answers) {
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value !== 'string' || notNames.test(name)) continue;
      const ofHeader = counts.get(name) ?? new Map<string, number>();
      counts.set(name, ofHeader.set(value, (ofHeader.get(value) ?? 0) + 1));
    }
  }
  for (const [header, values] of counts) {
    const isNaming = values.size > 1 && values.size <= mostNames && [...values.values()].every((n) => n > 1);
    const isEverywhere = sum([...values.values()]) >= answers.length * 0.9;
    if (isNaming && isEverywhere) return { header, values: [...values.keys()].sort() };
  }
  return undefined;
}

/** A log-in is accepted by its instance alone, which answers the share w of the log-ins and of the checks: Σw² of all checks. */
export function estimateInstances(seen: Observations): Instances {
  const named = seen.identities?.values ?? [];
  if (named.length > 0) return { estimate: named.length, interval: [named.length, named.length], named };
  // Other patterns of failures do not depend on the number.
  if (!isKeptApart(seen, findPatterns(seen))) return { estimate: null, interval: null, named };
  const period = findPeriod(seen);
  if (period !== undefined) return { estimate: period, interval: [period, period], named };
  const users = usersOf(seen, 'pinned-fresh');
  const [low, high] = intervalOf(users);
  const least = 1e-6;
  return {
    estimate: 1 / (1 - failureRateOf(users.flat())),
    interval: [1 / (1 - low), 1 / Math.max(1 - high, least)],
    named,
  };
}

/** A balancer that tries a request again elsewhere, or serves another client, skips a turn. */
const inTurn = 0.9;

/** The rotation is strict if each log-in succeeds exactly every so many checks, but for a few turns that were skipped. */
function findPeriod(seen: Observations): number | undefined {
  const gaps = usersOf(seen, 'pinned-fresh').flatMap(gapsOf);
  const [period] = [...gaps].sort((one, other) => one - other).slice(Math.floor(gaps.length / 2));
  const isStrict =
    gaps.length >= 8 &&
    period !== undefined &&
    gaps.filter((gap) => gap === period).length >= inTurn * gaps.length;
  return isStrict && period > 1 ? period : undefined;
}

/** Distances between successes. */
function gapsOf(checks: readonly Check[]): readonly number[] {
  const successes = checks.flatMap(({ outcome }, at) => (outcome === 'ok' ? [at] : []));
  return successes.slice(1).map((at, index) => at - (successes[index] ?? at));
}
