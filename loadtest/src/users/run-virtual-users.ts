// Plans the virtual users of a trial, runs them all, and returns the record of each.

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type EngineName, type Mode, missingError } from '@scale-out-lab/core';
import { openConnection } from '../http/connection.js';
import { withHeaders } from '../http/requests.js';
import { countOutcomes } from '../model/answer.js';
import { type UserRecord, usernameOf } from './record.js';
import {
  createVirtualUser,
  idleConnectionsNeeded,
  randomOpenRequests,
  type VirtualUser,
} from './virtual-user.js';

/** The log-ins are spread over this many rounds of requests. */
const rampRounds = 8;

interface VirtualUsersPlan {
  readonly url: URL;
  readonly mode: Mode;
  readonly client: Client;
  readonly engine: EngineName;
  readonly instances: readonly string[];
  readonly users: number;
  /** Logged-in requests of all users together. */
  readonly requests: number;
}

export async function runVirtualUsers(
  plan: VirtualUsersPlan,
  signal: AbortSignal,
): Promise<readonly UserRecord[]> {
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
      drawOpenRequests: () => randomOpenRequests(plan.instances.length),
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
  const idleConnections = idleConnectionsNeeded(plan.users, plan.instances.length);
  const idleUsers = Array.from({ length: idleConnections }, (_, index) => createUser(0, index));
  const deadline = AbortSignal.timeout(deadlineMs(plan.requests));
  const stop = AbortSignal.any([signal, deadline, finish.signal]);
  // One listener a user. Node warns of a leak from the eleventh on.
  setMaxListeners(0, stop);
  await engines[plan.engine](plan.url, [...users, ...idleUsers], stop);

  const [failure] = failures;
  if (failure !== undefined && !signal.aborted) throw missingError(failure);
  const records = users.map((user) => user.record);
  records.forEach(assertAllCounted);
  return records;
}

/** Generous: a hundredth of the slowest laptop's rate, after half a minute for a server that is starting. */
export function deadlineMs(requests: number): number {
  return 30_000 + 10 * requests;
}

/** The requests of each user, as even as possible; the first users get the remainder. */
export function shareEvenly(requests: number, users: number): readonly number[] {
  return Array.from({ length: users }, (_, index) => Math.floor((requests + users - 1 - index) / users));
}

/** A request without an outcome, or with two, would falsify every number of the trial. */
function assertAllCounted(record: UserRecord): void {
  const counted = countOutcomes(record.outcomes);
  if (counted === record.sent) return;
  throw new Error(`${record.username} sent ${record.sent} requests, but ${counted} outcomes were counted.`);
}

// The engines that drive virtual users. They share no code on the wire, so that each can check the other.

/** Sends the users' requests to `url` until `stop` is aborted: one connection a user, one request at a time. */
type Engine = (url: URL, users: readonly VirtualUser[], stop: AbortSignal) => Promise<void>;

const engines = {
  // Loaded by the first trial that needs it: it takes a quarter of the time in which a command starts.
  autocannon: async (...plan) => (await import('./autocannon.js')).driveUsers(...plan),
  undici: driveByUndici,
} as const satisfies Record<EngineName, Engine>;

// Drives virtual users with undici: one connection a user, one request at a time (a closed model).

/** After a request without an answer, so that no hot loop calls a server that is down. */
const pauseMs = 20;

/** Sends the users' requests to `url` until `stop` is aborted. No request is sent twice. */
async function driveByUndici(url: URL, users: readonly VirtualUser[], stop: AbortSignal): Promise<void> {
  await Promise.all(users.map((user) => drive(url, user, stop)));
  for (const user of users) user.leave();
}

async function drive(url: URL, user: VirtualUser, stop: AbortSignal): Promise<void> {
  const connection = openConnection(url);
  const halt = () => void connection.destroy();
  stop.addEventListener('abort', halt, { once: true });
  while (!stop.aborted) {
    const sentAt = performance.now();
    const { answer } = await connection.exchange(withHeaders(user.next(), { accept: 'application/json' }));
    const latencyMs = performance.now() - sentAt;
    // A request without an answer is lost. The user enters that with its next request.
    if (answer) user.answered(answer, latencyMs);
    const thinkMs = answer ? user.thinkMs(latencyMs) : pauseMs;
    if (thinkMs >= 1 && !stop.aborted) await sleep(thinkMs);
  }
  stop.removeEventListener('abort', halt);
  await connection.destroy();
}
