// Adds up the records of the users of a trial.
import type { InstanceSpread, Latency, Outcomes } from '@scale-out-lab/core/wire';
import { noOutcomes, outcomes } from '../model/outcome.js';
import { percentile } from '../statistics/percentile.js';
import { sortSamples, sum } from '../statistics/samples.js';
import { type Spread, spread } from '../statistics/spread.js';
import type { UserRecord } from '../users/record.js';

type Records = readonly UserRecord[];

export function addOutcomes(records: Records): Outcomes {
  const total = noOutcomes();
  for (const outcome of outcomes) total[outcome] = sum(records.map((record) => record.outcomes[outcome]));
  return total;
}

export function addReasons(records: Records): Readonly<Record<string, number>> {
  return addCounts(records.map((record) => record.reasons));
}

/** Of successes only; null where there are none. */
export function latencyOf(records: Records): Latency {
  const samples = sortSamples(records.flatMap((record) => record.latenciesMs));
  const at = (percent: number) => (samples ? percentile(samples, percent) : null);
  return { p50: at(50), p95: at(95), p99: at(99) };
}

export function spreadOverInstances(records: Records, instances: number): InstanceSpread {
  const answers = addCounts(records.map((record) => record.answersBy));
  const counts = Object.values(answers);
  const total = sum(counts);
  const silent = counts.length < instances ? [0] : [];
  const deviations = [...counts, ...silent].map((count) => Math.abs(count / total - 1 / instances));
  return { answers, largestDeviation: total === 0 ? 0 : Math.max(...deviations) };
}

/** Each user's own failure rate: how unequally the losses fell. */
export function failureRatesOf(records: Records): Spread {
  const rates = sortSamples(records.map(({ sent, outcomes: { ok } }) => (sent - ok) / sent));
  return rates ? spread(rates) : { min: 0, median: 0, max: 0 };
}

/** From the first logged-in request sent to the last one over. */
export function secondsFromFirstToLast(records: Records): number {
  const first = Math.min(...records.map((record) => record.firstSentAt));
  const last = Math.max(...records.map((record) => record.lastAnsweredAt));
  return (last - first) / 1000;
}

function addCounts(counts: readonly ReadonlyMap<string, number>[]): Readonly<Record<string, number>> {
  const total = new Map<string, number>();
  for (const [key, count] of counts.flatMap((each) => [...each])) {
    total.set(key, (total.get(key) ?? 0) + count);
  }
  return Object.fromEntries([...total].sort(([a], [b]) => a.localeCompare(b)));
}
