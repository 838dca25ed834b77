// Runs trials: the experiment observes, the observation is summarised, and the experiment judges whether it agrees.

import { type ExperimentName, type Mode, predictLogInsPerSuccess, wilson } from '@scale-out-lab/core';
import type { InstanceSpread, Latency, Outcomes, Trial } from '@scale-out-lab/core/wire';
import type { Measurement, Observation, Plans, TrialPlan } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import { agreementOf, confidence } from '../model/agreement.js';
import { outcomes as allOutcomes, countRefusals, describeCommonest, noOutcomes } from '../model/answer.js';
import { designEffect, percentile, type Spread, sortSamples, spread, sum } from '../statistics/samples.js';
import type { UserRecord } from '../users/record.js';

/**
 * Runs the plans at the same time, and returns their trials in the same order.
 * @throws the reason of the signal when it is aborted: a partial trial does not count
 */
export async function runTrials(
  name: ExperimentName,
  plans: Plans,
  signal: AbortSignal,
): Promise<readonly Trial[]> {
  const observations = await experiments[name].run(plans, signal);
  signal.throwIfAborted();
  return plans.map((plan, index) => toTrial(name, plan, observations[index] as Observation));
}

function toTrial(experiment: ExperimentName, plan: TrialPlan, observation: Observation): Trial {
  const measured = summarizeTrial(plan, observation);
  const { findDisagreements, isDecided } = experiments[experiment];
  const disagreements = findDisagreements(plan, measured);
  const agrees = disagreements.length > 0 ? false : isDecided(measured) || null;
  const { mode, senders: _senders, ...numbers } = measured;
  return {
    mode,
    experiment,
    ...numbers,
    ...(observation.timeline && { timeline: observation.timeline }),
    agrees,
    agreement: agreementOf(agrees),
    disagreement: disagreements.length > 0 ? [...disagreements, ...explain(plan, measured)].join(' ') : null,
  };
}

const credentialsOf = { session: 'sessions', jwt: 'tokens' } as const satisfies Record<
  Mode['credential'],
  string
>;

/** A possible cause of a disagreement; none where every refusal was expected. */
function explain({ mode, instances }: TrialPlan, { refusals }: Measurement): readonly string[] {
  const commonest = describeCommonest(refusals, credentialsOf[mode.credential], instances);
  return commonest === null ? [] : [`Commonest refusal: ${commonest}.`];
}

// Summarises the records of the users of a trial: counts, rates and the interval.

/** Needs at least one request that counts. */
function summarizeTrial(plan: TrialPlan, { records, predicted, figures }: Observation): Measurement {
  const { mode, client, repeat, instances } = plan;
  const senders = records.filter((record) => record.sent > 0);
  const requests = sum(senders.map((record) => record.sent));
  const outcomes = addOutcomes(senders);
  const logIns = sum(records.map((record) => record.logIns));
  const users = records.length;

  const failureRate = (requests - outcomes.ok) / requests;
  // Users are clusters: the outcomes of one user's requests are correlated.
  const clusters = senders.map(({ sent, outcomes: { ok } }) => ({ size: sent, hits: sent - ok }));
  const effectiveRequests = requests / designEffect(clusters);
  const durationSeconds = secondsFromFirstToLast(senders);
  return {
    mode: mode.name,
    client,
    repeat,
    instances: instances.length,
    users,
    requests,
    outcomes,
    failureRate,
    predicted,
    interval: wilson(failureRate * effectiveRequests, effectiveRequests, confidence),
    effectiveRequests,
    figures,
    latencyMs: latencyOf(senders),
    goodput: durationSeconds > 0 ? outcomes.ok / durationSeconds : 0,
    durationSeconds,
    logIns,
    logInsPerSuccess: outcomes.ok === 0 ? null : (logIns - users) / outcomes.ok,
    predictedLogInsPerSuccess: client === 'persistent' ? predictLogInsPerSuccess(mode, instances.length) : 0,
    spread: spreadOverInstances(senders, instances.length),
    usersServedByEveryInstance: senders.filter((record) => record.servedBy.size >= instances.length).length,
    userFailureRates: failureRatesOf(senders),
    reasons: addCounts(senders.map((record) => record.reasons)),
    refusals: countRefusals(senders.flatMap((record) => record.refusals)),
    senders,
  };
}

type Records = readonly UserRecord[];

function addOutcomes(records: Records): Outcomes {
  const total = noOutcomes();
  for (const outcome of allOutcomes) total[outcome] = sum(records.map((record) => record.outcomes[outcome]));
  return total;
}

/** Of successes only; null where there are none. */
function latencyOf(records: Records): Latency {
  const samples = sortSamples(records.flatMap((record) => record.latenciesMs));
  const at = (percent: number) => (samples ? percentile(samples, percent) : null);
  return { p50: at(50), p95: at(95), p99: at(99) };
}

function spreadOverInstances(records: Records, instances: number): InstanceSpread {
  const answers = addCounts(records.map((record) => record.answersBy));
  const counts = Object.values(answers);
  const total = sum(counts);
  const silent = counts.length < instances ? [0] : [];
  const deviations = [...counts, ...silent].map((count) => Math.abs(count / total - 1 / instances));
  return { answers, largestDeviation: total === 0 ? 0 : Math.max(...deviations) };
}

/** The spread of the users' own failure rates. */
function failureRatesOf(records: Records): Spread {
  const rates = sortSamples(records.map(({ sent, outcomes: { ok } }) => (sent - ok) / sent));
  return rates ? spread(rates) : { min: 0, median: 0, max: 0 };
}

/** From the first logged-in request sent to the last one answered. */
function secondsFromFirstToLast(records: Records): number {
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
