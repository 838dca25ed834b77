// Traffic: a population logs in, then requests of all modes flow until it is stopped, each of them in the ledger.

import { type Mode, missingError } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { pause } from '../http/wait.js';
import { mostLogInTries } from '../model/answer.js';
import { clientModels, createCredential } from '../users/credential.js';
import { usernamesFrom } from '../users/record.js';
import { type Offered, startArrivals } from './arrivals.js';
import { type PlannedRequest, planRequest, type TrafficUser } from './planned-request.js';
import { createLedger, createSender, type Ledger, type RequestSender } from './sender.js';
import { createChurn, createMembers, createMix, type Member } from './sources.js';

export interface TrafficPlan {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** Users of each mode who are logged in at the start and stay so. */
  readonly usersPerMode: number;
  /** Requests a second, of all modes together. */
  readonly requestsPerSecond: number;
  /** The share of log-ins, log-outs and refreshes by the churn; the rest is sent by the population. */
  readonly writeShare: number;
  /** The number of the first user; the population comes first, then the churn. */
  readonly firstUser: number;
  /** No request is sent while this many are under way. */
  readonly maxInFlight: number;
}

/** Users of the churn, in each mode. Each may have several log-ins under way. */
export const churnUsers = 20;

/** A stalled server may delay every request of the churn for this long. Meanwhile more users log in. */
const longestWaitSeconds = 4;

export interface Traffic {
  /** Includes the log-ins of the population. */
  readonly ledger: Ledger;
  readonly population: readonly Member[];
  /** When the population was logged in, on the clock of the ledger. */
  readonly startedAt: number;
  /** The requests that were due until now, and how many of them could not be sent. */
  offered(): Offered;
  /** Resolves when every request is over, and the ledger balances. May be called again. */
  stop(): Promise<void>;
}

/**
 * Resolves when the population is logged in and requests flow. On abort nothing more is sent, and requests under way end
 * as `aborted`. @throws ExitError when a user cannot log in, and the signal's reason
 */
export async function startTraffic(plan: TrafficPlan, signal: AbortSignal): Promise<Traffic> {
  signal.throwIfAborted();
  const ledger = createLedger();
  const sender = createSender(plan.url, ledger, plan.maxInFlight);
  const destroy = () => void sender.destroy();
  signal.addEventListener('abort', destroy, { once: true });

  const usernames = usernamesFrom(plan.firstUser, plan.usersPerMode);
  const population = await logInPopulation(sender, plan.modes, usernames, signal).catch(
    async (error: unknown) => {
      signal.removeEventListener('abort', destroy);
      await sender.destroy();
      signal.throwIfAborted();
      throw error;
    },
  );
  const startedAt = performance.now();
  const nextRequest = planRequests(plan, population);
  const arrivals = startArrivals(plan.requestsPerSecond, () => {
    // Checked first, because a planned request must be settled, and so must be sent.
    const planned = sender.isBusy() ? undefined : nextRequest();
    return planned && sender.send(planned);
  });

  let stopped: Promise<void> | undefined;
  async function settle() {
    await arrivals.stop();
    // A signal may outlive the traffic, and would keep its ledger.
    for (const listener of [destroy, end]) signal.removeEventListener('abort', listener);
    await sender.destroy();
    ledger.balance();
  }
  function stop() {
    stopped ??= settle();
    return stopped;
  }
  // The caller of `stop` gets the error.
  const end = () => void stop().catch(() => {});
  signal.addEventListener('abort', end, { once: true });
  return { ledger, population: population.members, startedAt, offered: arrivals.offered, stop };
}

function planRequests(plan: TrafficPlan, { usersOf }: Population): () => PlannedRequest | undefined {
  const usernames = usernamesFrom(plan.firstUser + plan.usersPerMode, churnUsers);
  const sources = plan.modes.map((mode) => ({
    members: createMembers(usersOf(mode)),
    churn: createChurn(mode, usernames, maxUsers(plan)),
  }));
  return createMix(sources, plan.writeShare);
}

/** How many users of the churn may have a request under way in one mode. */
function maxUsers({ requestsPerSecond, writeShare, modes }: TrafficPlan): number {
  const perSecond = (requestsPerSecond * writeShare) / modes.length;
  return Math.max(churnUsers, Math.ceil(perSecond * longestWaitSeconds));
}

// The population: users logged in at the start.

const concurrentLogIns = 16;

interface Population {
  readonly members: readonly Member[];
  readonly usersOf: (mode: Mode) => readonly TrafficUser[];
}

/** @throws ExitError when a user cannot log in: without a log-in there is nothing to lose */
async function logInPopulation(
  sender: RequestSender,
  modes: readonly Mode[],
  usernames: readonly string[],
  signal: AbortSignal,
): Promise<Population> {
  // Mode by mode, so that the users of each spread over the rotation. User by user, with as many modes as instances,
  // one instance would log in all users of a mode.
  const users = modes.flatMap((mode) =>
    usernames.map((username) => ({
      mode,
      username,
      // A copy of the session is renewed by the answers to reads.
      credential: createCredential(mode.credential, clientModels[mode.cacheSeconds ? 'browser' : 'pinned']),
    })),
  );
  const members = await pLimit(concurrentLogIns).map(users, (user) => logIn(sender, user, signal));
  return { members, usersOf: (mode) => users.filter((user) => user.mode === mode) };
}

/** A 503 is retried a second later: it is no loss, because the traffic has not begun. */
async function logIn(sender: RequestSender, user: TrafficUser, signal: AbortSignal): Promise<Member> {
  const mode = user.mode.name;
  const { username } = user;
  for (let tries = 1; ; tries += 1) {
    const entry = await sender.send(planRequest('logIn', user));
    if (entry?.outcome === 'ok') return { mode, username, issuer: entry.instance };
    if (entry?.status !== 503 || tries === mostLogInTries)
      throw missingError(`${mode}, ${username}: the log-in failed (${entry?.code}).`);
    await pause(1000, signal);
  }
}
