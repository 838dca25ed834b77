// Summarises the records of the users of a trial: counts, rates and the interval.
import { predictLogInsPerSuccess, wilson } from '@scale-out-lab/core';
import type { Outcomes } from '@scale-out-lab/core/wire';
import type { Measurement, Observation, TrialPlan } from '../experiments/experiment.js';
import { confidence } from '../model/agreement.js';
import { countRefusals } from '../model/refusal.js';
import { designEffect } from '../statistics/design-effect.js';
import { sum } from '../statistics/samples.js';
import type { UserRecord } from '../users/record.js';
import * as aggregate from './aggregate.js';

/** Needs at least one request that counts. */
export function summarizeTrial(plan: TrialPlan, { records, predicted, figures }: Observation): Measurement {
  const { mode, client, repeat, instances } = plan;
  const senders = records.filter((record) => record.sent > 0);
  const requests = sum(senders.map((record) => record.sent));
  const outcomes = aggregate.addOutcomes(senders);
  const logIns = sum(records.map((record) => record.logIns));
  const users = records.length;

  const failureRate = (requests - outcomes.ok) / requests;
  const effectiveRequests = countEffective(senders, requests);
  const durationSeconds = aggregate.secondsFromFirstToLast(senders);
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
    latencyMs: aggregate.latencyOf(senders),
    goodput: durationSeconds > 0 ? outcomes.ok / durationSeconds : 0,
    durationSeconds,
    logIns,
    logInsPerSuccess: perSuccess(logIns - users, outcomes),
    predictedLogInsPerSuccess: client === 'persistent' ? predictLogInsPerSuccess(mode, instances.length) : 0,
    spread: aggregate.spreadOverInstances(senders, instances.length),
    usersServedByEveryInstance: senders.filter((record) => record.servedBy.size >= instances.length).length,
    userFailureRates: aggregate.failureRatesOf(senders),
    reasons: aggregate.addReasons(senders),
    refusals: countRefusals(senders.flatMap((record) => record.refusals)),
    senders,
  };
}

/** Users are clusters: what happens to one request of a user says something about the next. */
function countEffective(senders: readonly UserRecord[], requests: number): number {
  const clusters = senders.map(({ sent, outcomes: { ok } }) => ({ size: sent, hits: sent - ok }));
  return requests / designEffect(clusters);
}

function perSuccess(count: number, { ok }: Outcomes): number | null {
  return ok === 0 ? null : count / ok;
}
