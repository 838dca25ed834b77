// The crowd of a trial: plans the virtual users, sends them all, and gives back what each of them saw.
import { setMaxListeners } from 'node:events';
import type { TrialPlan } from '../experiments/experiment.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { countOutcomes } from '../model/outcome.js';
import { idleConnectionsNeeded, randomOpenRequests } from './desynchronize.js';
import { engines } from './engine.js';
import type { UserRecord } from './record.js';
import { usernameOf } from './usernames.js';
import { createVirtualUser } from './virtual-user.js';

/** The log-ins are spread over this many rounds of requests. */
const rampRounds = 8;

export async function runVirtualUsers(plan: TrialPlan, signal: AbortSignal): Promise<readonly UserRecord[]> {
  const finish = new AbortController();
  const failures: string[] = [];
  let unfinished = plan.users;

  const createUser = (requests: number, index: number) =>
    createVirtualUser({
      username: usernameOf(index + 1),
      mode: plan.mode,
      client: plan.client,
      requests,
      ramp: Math.floor((index * rampRounds) / plan.users),
      randomOpenRequests: () => randomOpenRequests(plan.instances.length),
      onFinished() {
        unfinished -= 1;
        if (unfinished === 0) finish.abort();
      },
      onFailure(sentence) {
        failures.push(sentence);
        finish.abort();
      },
    });
  const users = shareEvenly(plan.requests, plan.users).map(createUser);
  const idleUsers = Array<number>(idleConnectionsNeeded(plan.users, plan.instances.length))
    .fill(0)
    .map(createUser);
  const deadline = AbortSignal.timeout(deadlineMs(plan.requests));
  const stop = AbortSignal.any([signal, deadline, finish.signal]);
  // Each user of an engine listens to it; Node takes more than ten for a leak.
  setMaxListeners(0, stop);
  await engines[plan.engine](plan.url, [...users, ...idleUsers], stop);

  const [failure] = failures;
  if (failure !== undefined && !signal.aborted) throw new LoadtestFailure(exitCodes.missing, failure);
  const records = users.map((user) => user.record);
  records.forEach(assertAllCounted);
  return records;
}

/** Generous: a hundredth of the slowest laptop's rate, after half a minute for a server that is starting. */
export function deadlineMs(requests: number): number {
  return 30_000 + 10 * requests;
}

/** So many requests for each user: as even as can be, the first ones get what is left over. */
export function shareEvenly(requests: number, users: number): readonly number[] {
  return Array.from({ length: users }, (_, index) => Math.floor((requests + users - 1 - index) / users));
}

/** A request without an outcome, or with two, would make every number of the trial a lie. */
function assertAllCounted(record: UserRecord): void {
  const counted = countOutcomes(record.outcomes);
  if (counted === record.sent) return;
  throw new Error(`${record.username} sent ${record.sent} requests, but ${counted} outcomes were counted.`);
}
