// Steady: how many logged-in requests are lost while nothing is broken?
import { predictFailureRate } from '@scale-out-lab/core';
import { couldDisagree, findDisagreement } from '../../model/agreement.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { sum } from '../../statistics/samples.js';
import type { UserRecord } from '../../users/record.js';
import { runVirtualUsers } from '../../users/run-virtual-users.js';
import type { SteadyExperiment, TrialPlan } from '../experiment.js';
import { findAccidentalAffinity, type Served } from './affinity.js';

export const steady: SteadyExperiment = {
  kind: 'steady',
  question: 'How many requests of logged-in users fail while nothing is broken?',
  appliesTo: () => true,
  async run(plan, signal) {
    const records = await runVirtualUsers(plan, signal);
    const requestsOfUsers = records.map((record) => record.sent).filter((sent) => sent > 0);
    if (requestsOfUsers.length === 0) {
      const sentence = `${plan.mode.name}: no request was sent before the deadline.`;
      throw new LoadtestFailure(exitCodes.missing, sentence);
    }
    return { records, predicted: predictLoss(plan, requestsOfUsers), figures: [] };
  },
  findDisagreements: (plan, measured) =>
    [
      findShortfall(plan.requests, measured.requests),
      findDisagreement(measured),
      findAccidentalAffinity(
        plan.mode,
        plan.instances.length,
        measured.senders.map(toServed(plan.instances)),
      ),
    ].filter((sentence) => sentence !== null),
  isDecided: ({ predicted, requests }) => couldDisagree(predicted, requests),
};

/** The balancer's own refusals are no instance's answers. */
function toServed(instances: readonly string[]) {
  return ({ sent, answersBy }: UserRecord): Served => ({
    sent,
    answeredBy: new Set(instances.filter((instance) => answersBy.has(instance))),
  });
}

/** The mean over the users, of whom some may send one request more than others. */
function predictLoss({ mode, client, instances }: TrialPlan, requestsOfUsers: readonly number[]): number {
  const lost = requestsOfUsers.map((requestsPerUser) => {
    const conditions = { instances: instances.length, requestsPerUser };
    return requestsPerUser * predictFailureRate(mode, client, conditions);
  });
  return sum(lost) / sum(requestsOfUsers);
}

/** The trial ran into its deadline: what was sent may all have agreed, but it is not what was asked for. */
function findShortfall(planned: number, sent: number): string | null {
  return sent === planned ? null : `Stopped at the deadline, with ${sent} of ${planned} requests sent.`;
}
