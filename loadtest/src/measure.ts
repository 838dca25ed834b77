// From what the users saw to a trial: counts, rates, the interval, and whether they agree with the prediction.
import { predictLogInsPerSuccess } from '@scale-out-lab/modes';
import { findAffinity } from './affinity.js';
import { findDisagreement } from './agreement.js';
import type { TrialPlan } from './experiments/experiment.js';
import { type ExperimentName, experiments } from './experiments/index.js';
import { designEffect } from './statistics/design-effect.js';
import { wilson } from './statistics/wilson.js';
import * as tally from './tally.js';
import type { Trial } from './trial.js';
import type { UserRecord } from './users/record.js';

export interface TrialIdentity {
  readonly experiment: ExperimentName;
  readonly repeat: number;
}

/** At least one logged-in request must have been sent. */
export function measure(plan: TrialPlan, identity: TrialIdentity, records: readonly UserRecord[]): Trial {
  const { mode, client, instances, users } = plan;
  const senders = records.filter((record) => record.sent > 0);
  const requestsOfUsers = senders.map((record) => record.sent);
  const requests = tally.sum(requestsOfUsers);
  const outcomes = tally.addOutcomes(senders);
  const logIns = tally.sum(records.map((record) => record.logIns));

  const failureRate = (requests - outcomes.ok) / requests;
  const predicted = experiments[identity.experiment].predictFailureRate(plan, requestsOfUsers);
  // Users are clusters: what happens to one request of a user says something about the next.
  const clusters = senders.map(({ sent, outcomes: { ok } }) => ({ size: sent, hits: sent - ok }));
  const effectiveRequests = requests / designEffect(clusters);
  const interval = wilson(failureRate * effectiveRequests, effectiveRequests, 0.999);

  const disagreements = [
    findShortfall(plan.requests, requests),
    findDisagreement({ outcomes, failureRate, predicted, interval }),
    findAffinity(mode, instances, senders),
  ].filter((sentence) => sentence !== null);

  const durationSeconds = tally.secondsFromFirstToLast(senders);
  return {
    mode: mode.name,
    experiment: identity.experiment,
    client,
    repeat: identity.repeat,
    instances,
    users,
    requests,
    outcomes,
    failureRate,
    predicted,
    interval,
    effectiveRequests,
    agrees: disagreements.length === 0,
    disagreement: disagreements.join(' ') || null,
    latencyMs: tally.latencyOf(senders),
    goodput: outcomes.ok / durationSeconds,
    durationSeconds,
    logIns,
    logInsPerSuccess: outcomes.ok === 0 ? null : (logIns - users) / outcomes.ok,
    predictedLogInsPerSuccess: client === 'persistent' ? predictLogInsPerSuccess(mode, instances) : 0,
    spread: tally.spreadOverInstances(senders, instances),
    usersServedByEveryInstance: senders.filter((record) => record.servedBy.size >= instances).length,
    userFailureRates: tally.failureRatesOf(senders),
    reasons: tally.addReasons(senders),
  };
}

/** The trial ran into its deadline: what was sent may all have agreed, but it is not what was asked for. */
function findShortfall(planned: number, sent: number): string | null {
  return sent === planned ? null : `Stopped at the deadline, with ${sent} of ${planned} requests sent.`;
}
