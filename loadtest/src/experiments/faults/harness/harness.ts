// A harness: every mode has watched users and traffic at the same time, while something is broken once for all of them.

import type { Mode } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import type { Faults } from '../../../control/faults.js';
import { pause } from '../../../http/wait.js';
import { exitCodes, LoadtestFailure } from '../../../model/failure.js';
import { findSaturation } from '../../../traffic/saturation.js';
import { churnUsers, startTraffic, type Traffic } from '../../../traffic/traffic.js';
import { type ClusterClient, createClusterClient } from '../../client/cluster-client.js';
import type { LogIn } from '../../client/log-in.js';
import type { Observation, TrialPlan } from '../../experiment.js';
import { drawTimeline, type Mark } from './timeline.js';
import { type CountOptions, countLoggedIn, type LoggedInCount, logInWatched } from './watched.js';

/** So many that some can read while all the others wait for a renewal that a frozen Redis holds up. */
const populationOfMode = 30;
/** Users from the first one on are watched. Where both are the same, the user has several log-ins. */
const firstOfTraffic = 901;

export interface FaultHarness {
  readonly faults: Faults;
  readonly plans: readonly TrialPlan[];
  /** The instances that are there at the start. */
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
  clientOf(mode: Mode): ClusterClient;
  /** Logs in so many users of each mode; each call takes others. */
  watch(countOf: (mode: Mode) => number): Promise<(mode: Mode) => readonly LogIn[]>;
  /** How many of them are still logged in, mode by mode. @param isOver whether nobody should accept it any more */
  count(
    watchedOf: (mode: Mode) => readonly LogIn[],
    isOver: (mode: Mode, logIn: LogIn) => boolean,
    options?: CountOptions,
  ): Promise<(mode: Mode) => LoggedInCount>;
  /** A fifth of it log-ins and log-outs, of all modes alike. @param url where it is sent instead of to the lab's own */
  startTraffic(url?: URL): Promise<Traffic>;
  /** Notes what is being done, for the timeline. */
  mark(what: string): void;
  pause(ms: number): Promise<void>;
  /** Until it is so; an error is as good as a no. @throws LoadtestFailure after 20 s */
  waitFor(condition: () => Promise<boolean>): Promise<void>;
  /** Until each instance that was there at the start answers through the balancer. */
  untilAllAnswer(): Promise<void>;
  /** Stops the traffic. @throws LoadtestFailure where the load that was offered was not reached */
  finish(traffic: Traffic): Promise<void>;
  /** The observation of one mode. The traffic must be finished. */
  observe(
    plan: TrialPlan,
    traffic: Traffic,
    observed: LoggedInCount['observed'],
    figures: readonly Figure[],
  ): Observation;
  close(): Promise<void>;
}

/** At least one plan; all have everything in common but the mode. */
export function createFaultHarness(
  plans: readonly [TrialPlan, ...TrialPlan[]],
  faults: Faults,
  signal: AbortSignal,
): FaultHarness {
  const [{ url, instances, faultRate }] = plans;
  const clients = new Map(plans.map((plan) => [plan.mode.name, createClusterClient(plan, signal)]));
  const clientOf = ({ name }: Mode) => clients.get(name) as ClusterClient;
  const anyClient = clientOf(plans[0].mode);
  const running = new Set<Traffic>();
  const endings = new Map<Traffic, number>();
  const marks: Mark[] = [];
  let nextWatched = 1;

  return {
    faults,
    plans,
    instances,
    signal,
    clientOf,
    async watch(countOf) {
      const first = nextWatched;
      nextWatched += Math.max(...plans.map(({ mode }) => countOf(mode)));
      const logIns = await Promise.all(
        plans.map((plan) =>
          logInWatched(clientOf(plan.mode), plan, { first, count: countOf(plan.mode) }).then(
            (watched) => [plan.mode.name, watched] as const,
          ),
        ),
      );
      const watchedOf = new Map(logIns);
      return ({ name }) => watchedOf.get(name) ?? [];
    },
    async count(watchedOf, isOver, options) {
      const counts = await Promise.all(
        plans.map((plan) => {
          const { mode } = plan;
          const isThisOver = (logIn: LogIn) => isOver(mode, logIn);
          return countLoggedIn(clientOf(mode), plan, watchedOf(mode), isThisOver, options);
        }),
      );
      const countOf = new Map(plans.map(({ mode }, index) => [mode.name, counts[index] as LoggedInCount]));
      return ({ name }) => countOf.get(name) as LoggedInCount;
    },
    async startTraffic(to = url) {
      const traffic = await startTraffic(
        {
          url: to,
          modes: plans.map(({ mode }) => mode),
          usersPerMode: populationOfMode,
          arrivals: { model: 'open', perSecond: faultRate },
          writeShare: 0.2,
          // What waits for a frozen Redis may wait for a second or two, and the others are to be sent all the same.
          maxInFlight: Math.max(256, 4 * faultRate),
          firstUser: firstOfTraffic + running.size * (populationOfMode + churnUsers),
        },
        signal,
      );
      running.add(traffic);
      return traffic;
    },
    mark(what) {
      marks.push({ at: performance.now(), what });
    },
    pause: (ms) => pause(ms, signal),
    waitFor: anyClient.waitFor,
    untilAllAnswer: () =>
      anyClient.waitFor(async () => {
        await anyClient.checkOnEveryInstance({ method: 'GET', path: '/api/instance' });
        return true;
      }),
    async finish(traffic) {
      const saturation = findSaturation(traffic.offered());
      endings.set(traffic, traffic.now());
      await traffic.stop();
      if (saturation !== null) throw new LoadtestFailure(exitCodes.missing, saturation);
    },
    observe({ mode }, traffic, observed, figures) {
      const to = endings.get(traffic) ?? traffic.now();
      const within = marks.filter(({ at }) => at >= traffic.startedAt && at <= to);
      return { ...observed, figures, timeline: drawTimeline(traffic, mode.name, within, to) };
    },
    async close() {
      const results = await Promise.allSettled(Array.from(running, (traffic) => traffic.stop()));
      await Promise.all(Array.from(clients.values(), (cluster) => cluster.close()));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed && !signal.aborted) throw failed.reason;
    },
  };
}
