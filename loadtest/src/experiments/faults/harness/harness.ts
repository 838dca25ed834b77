// The fault harness: every mode has watched users and traffic at the same time, while one fault hits all of them.

import { type Mode, missingError } from '@scale-out-lab/core';
import { instanceRequest } from '../../../http/requests.js';
import { pause } from '../../../http/wait.js';
import { type FigureTable, toFigures } from '../../../model/agreement.js';
import { findSaturation } from '../../../traffic/arrivals.js';
import { drawTimeline, type Mark } from '../../../traffic/timeline.js';
import { churnUsers, startTraffic, type Traffic } from '../../../traffic/traffic.js';
import { createClusterClient, type ModeClient } from '../../client/cluster-client.js';
import type { LogIn } from '../../client/log-in.js';
import type { Observed } from '../../client/scored-trial.js';
import type { Observation, Plans } from '../../experiment.js';
import type { Faults } from './control-ports.js';
import type { MachinePower, Machines } from './machines.js';
import { countLoggedIn, type LoggedInCount, logInWatched, mergeObserved } from './watched.js';

/** Enough that some can read while all others wait for a refresh that a stalled Redis delays. */
const populationOfMode = 30;
/** Longer than predicted: see `predictSecondsUntilReached`. */
const machinesBackMs = 120_000;
/** Watched users have the numbers below. A user who is in both has several log-ins. */
const firstOfTraffic = 901;

/** A value for each mode, by its name. */
export type ByMode<Value> = ReadonlyMap<string, Value>;

export function forMode<Value>(values: ByMode<Value>, { name }: Mode): Value {
  if (!values.has(name)) throw new Error(`There is no value for the mode ${name}.`);
  return values.get(name) as Value;
}

export type FaultHarness = ReturnType<typeof createFaultHarness>;

interface FaultResult {
  readonly observed: Observed;
  readonly figures: FigureTable;
}

/** An experiment runs only if its requirements are met. */
function required<Means>(means: Means | undefined): Means {
  if (means === undefined) throw new Error('The experiment lacks a means that it does not name.');
  return means;
}

export function createFaultHarness(plans: Plans, signal: AbortSignal) {
  const [{ url, instances, faultRate, faults, machines }] = plans;
  const clients = plans.map((plan) => ({ mode: plan.mode, cluster: createClusterClient(plan, signal) }));
  const [{ cluster: anyCluster }] = clients as [ModeClient];
  const running = new Set<Traffic>();
  const endings = new Map<Traffic, number>();
  const marks: Mark[] = [];
  const closers: (() => void)[] = [];
  let nextWatched = 1;

  /** Does the work for all modes at once. */
  async function forEachMode<Value>(work: (client: ModeClient) => Promise<Value>): Promise<ByMode<Value>> {
    const entries = clients.map(async (client) => [client.mode.name, await work(client)] as const);
    return new Map(await Promise.all(entries));
  }

  return {
    get faults(): Faults {
      return required(faults);
    },
    get machines(): Machines {
      return required(machines);
    },
    get power(): MachinePower {
      return required(machines?.power);
    },
    plans,
    /** The instances at the start. */
    instances,
    signal,
    forEachMode,
    /** Logs in this many users of each mode; each call takes other users. */
    watch(countFor: (mode: Mode) => number): Promise<ByMode<readonly LogIn[]>> {
      const first = nextWatched;
      nextWatched += Math.max(...plans.map(({ mode }) => countFor(mode)));
      return forEachMode((client) => logInWatched(client, first, countFor(client.mode)));
    },
    /** Counts how many of the watched users are still logged in. @param isEnded whether every instance should refuse */
    countLoggedIn(
      watched: ByMode<readonly LogIn[]>,
      isEnded: (mode: Mode, logIn: LogIn) => boolean,
      { refreshes } = { refreshes: true },
    ): Promise<ByMode<LoggedInCount>> {
      return forEachMode((client) =>
        countLoggedIn(client, forMode(watched, client.mode), {
          isEnded: (logIn) => isEnded(client.mode, logIn),
          refreshes,
        }),
      );
    },
    /** Traffic of all modes alike, a fifth of it writes. @param to where it is sent; by default to the lab's own URL */
    async startTraffic(to = url): Promise<Traffic> {
      const traffic = await startTraffic(
        {
          url: to,
          modes: plans.map(({ mode }) => mode),
          usersPerMode: populationOfMode,
          requestsPerSecond: faultRate,
          writeShare: 0.2,
          // A stalled Redis delays requests by a second or two, and the others must still be sent.
          maxInFlight: Math.max(256, 4 * faultRate),
          firstUser: firstOfTraffic + running.size * (populationOfMode + churnUsers),
        },
        signal,
      );
      running.add(traffic);
      return traffic;
    },
    /** Notes an event for the timeline. */
    mark(what: string): void {
      marks.push({ at: performance.now(), what });
    },
    pause: (ms: number) => pause(ms, signal),
    waitFor: anyCluster.waitFor,
    /** Waits until each instance of the start answers through the balancer. */
    waitForAllInstances: () =>
      anyCluster.waitFor(async () => {
        await anyCluster.checkOnEveryInstance(instanceRequest);
        return true;
      }, machines && machinesBackMs),
    /** Stops the traffic. @throws ExitError if the offered load was not reached */
    async finish(traffic: Traffic): Promise<void> {
      const saturation = findSaturation(traffic.offered());
      endings.set(traffic, performance.now());
      await traffic.stop();
      if (saturation !== null) throw missingError(saturation);
    },
    /** The observations of all modes. The traffic must be finished. */
    report(traffic: Traffic, describe: (mode: Mode) => FaultResult): readonly Observation[] {
      const to = endings.get(traffic) ?? performance.now();
      const within = marks.filter(({ at }) => at >= traffic.startedAt && at <= to);
      return plans.map(({ mode }) => {
        const { observed, figures } = describe(mode);
        const timeline = drawTimeline(traffic, mode.name, within, to);
        return { ...observed, figures: toFigures(figures), timeline };
      });
    },
    /** Called when the experiment is over, failed or not. */
    onClose(end: () => void): void {
      closers.push(end);
    },
    async close(): Promise<void> {
      for (const end of closers) end();
      const results = await Promise.allSettled(Array.from(running, (traffic) => traffic.stop()));
      await Promise.all(clients.map(({ cluster }) => cluster.close()));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed && !signal.aborted) throw failed.reason;
    },
  };
}

/** The observations of a fault that is injected in several ways, each with its own users and figures. */
export function reportWays<Way extends { readonly counts: ByMode<LoggedInCount> }>(
  harness: FaultHarness,
  traffic: Traffic,
  ways: readonly Way[],
  rowsOf: (way: Way, mode: Mode) => FigureTable,
): readonly Observation[] {
  return harness.report(traffic, (mode) => ({
    observed: mergeObserved(ways.map(({ counts }) => forMode(counts, mode).observed)),
    figures: Object.assign({}, ...ways.map((way) => rowsOf(way, mode))),
  }));
}
