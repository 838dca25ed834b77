// Steady: how many logged-in requests are lost while nothing is broken?

import { isPortable, type Mode, missingError, mostByChance, predictFailureRate } from '@scale-out-lab/core';
import { couldDisagree, findDisagreement } from '../../model/agreement.js';
import { sum } from '../../statistics/samples.js';
import type { UserRecord } from '../../users/record.js';
import { runVirtualUsers } from '../../users/run-virtual-users.js';
import { type Experiment, harmless, type Observation, type TrialPlan } from '../experiment.js';

export const steady: Experiment = {
  kind: 'steady',
  ...harmless,
  question: {
    en: 'How many requests of logged-in users fail while nothing is broken?',
    ko: '장애가 없을 때 로그인한 사용자의 요청은 얼마나 실패합니까?',
  },
  run: (plans, signal) => Promise.all(plans.map((plan) => observe(plan, signal))),
  findDisagreements: (plan, measured) =>
    [
      findShortfall(plan.requests, measured.requests),
      findNewcomers(plan.instances, measured.senders),
      findDisagreement(measured),
      findAccidentalAffinity(
        plan.mode,
        plan.instances.length,
        measured.senders.map(toServed(plan.instances)),
      ),
    ].filter((sentence) => sentence !== null),
  isDecided: ({ predicted, requests }) => couldDisagree(predicted, requests),
};

async function observe(plan: TrialPlan, signal: AbortSignal): Promise<Observation> {
  const records = await runVirtualUsers(plan, signal);
  const requestsOfUsers = records.map((record) => record.sent).filter((sent) => sent > 0);
  if (requestsOfUsers.length === 0) {
    throw missingError(`${plan.mode.name}: no request was sent before the deadline.`);
  }
  return { records, predicted: predictLoss(plan, requestsOfUsers), figures: [] };
}

/** An answer of the balancer itself counts for no instance. */
function toServed(instances: readonly string[]) {
  return ({ sent, answersBy }: UserRecord): Served => ({
    sent,
    answeredBy: new Set(instances.filter((instance) => answersBy.has(instance))),
  });
}

/** The mean over the users. Some may send one request more than others. */
function predictLoss({ mode, client, instances }: TrialPlan, requestsOfUsers: readonly number[]): number {
  const lost = requestsOfUsers.map((requestsPerUser) => {
    const conditions = { instances: instances.length, requestsPerUser };
    return requestsPerUser * predictFailureRate(mode, client, conditions);
  });
  return sum(lost) / sum(requestsOfUsers);
}

/** A trial that reached its deadline sent fewer requests than the plan, so it disagrees. */
function findShortfall(planned: number, sent: number): string | null {
  return sent === planned ? null : `Stopped at the deadline, with ${sent} of ${planned} requests sent.`;
}

/** The prediction is for the instances that the run found at its start. */
export function findNewcomers(
  instances: readonly string[],
  users: readonly Pick<UserRecord, 'servedBy'>[],
): string | null {
  const serving = new Set(users.flatMap(({ servedBy }) => [...servedBy]));
  const newcomers = [...serving].filter((id) => !instances.includes(id)).join(', ');
  return newcomers === ''
    ? null
    : `The run began without ${newcomers}, so the prediction is for too few instances.`;
}

// Accidental affinity: a portable mode is not tested if each user always reaches the same instance.

interface Served {
  /** Logged-in requests sent. */
  readonly sent: number;
  /** The instances that answered one, whether or not they accepted it. */
  readonly answeredBy: ReadonlySet<string>;
}

/**
 * Null when each user of a portable mode, and all of them together, reached as many instances as chance predicts.
 * With enough requests, every user reaches every instance.
 */
export function findAccidentalAffinity(
  mode: Mode,
  instances: number,
  users: readonly Served[],
): string | null {
  if (!isPortable(mode) || mode.balancing === 'sticky') return null;
  const everybody = {
    sent: sum(users.map(({ sent }) => sent)),
    answeredBy: new Set(users.flatMap((user) => [...user.answeredBy])),
  };
  return findUsersBelow(instances, [everybody], 'group') ?? findUsersBelow(instances, users, 'users');
}

function findUsersBelow(instances: number, served: readonly Served[], noun: string): string | null {
  const fewestRequests = Math.min(...served.map(({ sent }) => sent));
  for (let reach = 1; reach <= instances; reach += 1) {
    const narrow = served.filter(({ answeredBy }) => answeredBy.size < reach).length;
    const plausible = maxUsersBelow(reach, instances, fewestRequests, served.length);
    if (narrow > plausible) {
      const found = `${narrow} of ${served.length} ${noun} reached fewer than ${reach} of ${instances} instances`;
      return `${found}, where chance accounts for ${plausible}: this works only by affinity.`;
    }
  }
  return null;
}

// Reach: how many instances serve a user if the balancer spreads the requests. A mode that works only by accidental
// affinity must not pass as portable.

/** The highest probability of a false alarm, for each check of a trial. */
const alpha = 1e-5;

/**
 * How many of `users` users, each sending `requests` requests to one of N instances picked at random, may have
 * reached fewer than `reach` different instances. More than that has a probability below `alpha`.
 */
export function maxUsersBelow(reach: number, instances: number, requests: number, users: number): number {
  const distinct = distinctInstances(instances, requests);
  const isNarrow = sum(distinct.slice(0, reach));
  return mostByChance(Array<number>(users).fill(isNarrow), alpha);
}

/**
 * The coupon collector: the probability that `requests` requests reach exactly d of N instances, for d from 0 to N.
 * After d instances, a request reaches one of them again with probability d/N, and otherwise a new one.
 */
export function distinctInstances(instances: number, requests: number): readonly number[] {
  let distinct = [1, ...Array<number>(instances).fill(0)];
  for (let request = 0; request < requests; request += 1) {
    distinct = distinct.map((p, d) => {
      const metBefore = p * (d / instances);
      const isNew = d === 0 ? 0 : (distinct[d - 1] ?? 0) * ((instances - d + 1) / instances);
      return metBefore + isNew;
    });
  }
  return distinct;
}
