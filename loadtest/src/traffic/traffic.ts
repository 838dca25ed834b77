// Traffic: a population logs in, and then requests of all modes flow until it is stopped, each of them in the ledger.
import type { Mode } from '@scale-out-lab/core';
import { type ArrivalModel, type Offered, startArrivals } from './arrivals.js';
import { createChurn } from './churn.js';
import { createLedger, type Ledger } from './ledger.js';
import { createMembers, type Member } from './members.js';
import { createMix } from './mix.js';
import type { PlannedRequest } from './planned-request.js';
import { logInPopulation, type Population, usernamesFrom } from './population.js';
import { createSender, type RequestSender } from './sender.js';

export interface TrafficPlan {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** Logged in at the start, in each mode. Each keeps its credential, and renews it where the mode has that. */
  readonly usersPerMode: number;
  /** Requests a second, or requests at the same time, of all modes together. */
  readonly arrivals: ArrivalModel;
  /** The share of log-ins, log-outs and refreshes of the others; the rest is of the population. */
  readonly writeShare: number;
  /** The number of the first user; the population comes first, then those who come and go. */
  readonly firstUser: number;
  /** Beyond so many requests under way nothing is sent (default 256). */
  readonly maxInFlight?: number;
}

/** Users who come and go, in each mode. Each may have several log-ins under way. */
export const churnUsers = 20;

/** A frozen server may hold up every request of those who come and go for this long; others come meanwhile. */
const longestWaitSeconds = 4;

export interface Traffic {
  /** The log-ins of the population included. */
  readonly ledger: Ledger;
  readonly population: readonly Member[];
  /** When the population was logged in, on the clock of the ledger. */
  readonly startedAt: number;
  /** The clock of the ledger. */
  now(): number;
  /** What was due until now and what of it could not be sent (see `saturation.ts`). */
  offered(): Offered;
  /** Resolves when everything that was sent is over, and the ledger balances. May be called again. */
  stop(): Promise<void>;
}

/**
 * Resolves when the population is logged in and traffic flows. When the signal is aborted, nothing more is sent and what
 * is under way ends as `aborted`. @throws LoadtestFailure when somebody cannot log in, and the signal's reason
 */
export async function startTraffic(plan: TrafficPlan, signal: AbortSignal): Promise<Traffic> {
  signal.throwIfAborted();
  const ledger = createLedger();
  const sender = createSender(plan.url, ledger, inFlightOf(plan));
  const destroy = () => void sender.destroy();
  signal.addEventListener('abort', destroy, { once: true });

  const population = await logIn(plan, sender).catch(async (error: unknown) => {
    signal.removeEventListener('abort', destroy);
    await sender.destroy();
    signal.throwIfAborted();
    throw error;
  });
  const startedAt = performance.now();
  const nextRequest = planRequests(plan, population);
  const arrivals = startArrivals(plan.arrivals, () => {
    // Asked first, because a request that is not sent would never be settled.
    const planned = sender.isBusy() ? undefined : nextRequest();
    return planned && sender.send(planned);
  });

  let stopped: Promise<void> | undefined;
  async function settle() {
    await arrivals.stop();
    signal.removeEventListener('abort', destroy);
    await sender.destroy();
    ledger.balance();
  }
  function stop() {
    stopped ??= settle();
    return stopped;
  }
  // Whoever calls `stop` gets what went wrong.
  signal.addEventListener('abort', () => void stop().catch(() => {}), { once: true });
  const { members } = population;
  const now = () => performance.now();
  return { ledger, population: members, startedAt, now, offered: arrivals.offered, stop };
}

function logIn({ modes, firstUser, usersPerMode }: TrafficPlan, sender: RequestSender): Promise<Population> {
  return logInPopulation(sender, modes, usernamesFrom(firstUser, usersPerMode));
}

function planRequests(plan: TrafficPlan, { usersOf }: Population): () => PlannedRequest | undefined {
  const usernames = usernamesFrom(plan.firstUser + plan.usersPerMode, churnUsers);
  const sources = plan.modes.map((mode) => ({
    members: createMembers(usersOf(mode)),
    churn: createChurn(mode, usernames, { maxUsers: maxUsers(plan) }),
  }));
  return createMix(sources, plan.writeShare);
}

/** How many log-ins of those who come and go may be under way in one mode. */
function maxUsers({ arrivals, writeShare, modes }: TrafficPlan): number {
  const perSecond = arrivals.model === 'open' ? (arrivals.perSecond * writeShare) / modes.length : 0;
  return Math.max(churnUsers, Math.ceil(perSecond * longestWaitSeconds));
}

function inFlightOf({ arrivals, maxInFlight = 256 }: TrafficPlan): number {
  return arrivals.model === 'closed' ? Math.max(arrivals.concurrency, 16) : Math.max(maxInFlight, 16);
}
