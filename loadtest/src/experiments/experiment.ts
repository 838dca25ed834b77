// An experiment: its question, the conditions of a trial, and the observations of one trial.

import { setMaxListeners } from 'node:events';
import { type Client, type Mode, missingError, type TrialSettings, type Words } from '@scale-out-lab/core';
import type { Figure, Timeline, Trial } from '@scale-out-lab/core/wire';
import { allAgree, findDisagreeing, findFaults } from '../model/agreement.js';
import type { UserRecord } from '../users/record.js';
import type { Faults } from './faults/harness/control-ports.js';
import type { Machines } from './faults/harness/machines.js';

/** The secrets of the instances, as far as the load test has them. Never printed or reported. */
export interface KnownSecrets {
  readonly sessionSecret?: string | undefined;
  readonly jwtSecret?: string | undefined;
}

/** The conditions of one trial. */
export interface TrialPlan extends Omit<TrialSettings, 'repeats'> {
  readonly url: URL;
  readonly mode: Mode;
  readonly client: Client;
  /** Which repetition this is, from 1. */
  readonly repeat: number;
  /** The IDs of the instances behind the URL; N is how many there are. */
  readonly instances: readonly string[];
  /** The first of the users that no other trial of the mode logs in at the same time (see `users/record.ts`). */
  readonly firstUser: number;
  /** With them, forged claims and session IDs have a valid signature. */
  readonly secrets?: KnownSecrets | undefined;
  /** The faults that can be injected; undefined where none can. */
  readonly faults?: Faults | undefined;
  /** The machines that can fail; undefined where none can. */
  readonly machines?: Machines | undefined;
}

export interface Observation {
  /** The outcomes of the requests that count. */
  readonly records: readonly UserRecord[];
  /** The share of those requests that should be lost. */
  readonly predicted: number;
  /** The numbers that the experiment is about, the most important one first. */
  readonly figures: readonly Figure[];
  /** The timeline by the second; of a fault only. */
  readonly timeline?: Timeline;
}

/** A trial without its verdict, and the records of the users who sent at least one request. */
export type Measurement = Omit<Trial, 'experiment' | 'agrees' | 'agreement' | 'disagreement'> & {
  readonly senders: readonly UserRecord[];
};

export interface Experiment {
  /**
   * `steady` measures the failure rate, for each client model and repeat. `scored` measures figures, once for each mode.
   * `fault` injects a fault, once for all modes, and so runs only on request.
   */
  readonly kind: 'steady' | 'scored' | 'fault';
  /** The question it answers, for people. */
  readonly question: Words;
  /** Its columns in the scorecard, or in the matrix of faults. */
  readonly columns: readonly FigureColumn[];
  /** Further figures of a fault, shown below the matrix where they are not 0. */
  readonly highlights: readonly string[];
  /** Trials that mostly wait run at the same time, all others one after the other. */
  readonly runsConcurrently: boolean;
  appliesTo(mode: Mode): boolean;
  /** The reason why it cannot run here, or null. */
  unavailableReason(faults: Faults | undefined, machines?: Machines, instances?: number): string | null;
  /**
   * Runs plans that differ in the mode alone: one, or those of all modes for a fault. Resolves to an observation for each, in
   * their order. Ends early, with the results so far, when `signal` is aborted.
   * @throws ExitError when nothing can be measured
   */
  run(plans: Plans, signal: AbortSignal): Promise<readonly Observation[]>;
  /** Why the measurement does not agree with the prediction, a sentence each; none if it does. */
  findDisagreements(plan: TrialPlan, measured: Measurement): readonly string[];
  /** Whether some possible result of the trial would have disagreed. */
  isDecided(measured: Measurement): boolean;
}

export type Plans = readonly [TrialPlan, ...TrialPlan[]];

export interface FigureColumn {
  /** The heading, of two words at most; by default the name of the experiment. */
  readonly head?: Words;
  /** The names of its figures, one below the other; by default the first figure of the trial. */
  readonly figures?: readonly string[];
  /** The counted things, where they need a line below the table. */
  readonly meaning?: Words;
  /** Its figures in the table of recovery: acknowledged writes lost, and the recovery time. */
  readonly recovery?: readonly string[];
}

/** An experiment on every mode alone, which breaks nothing. */
export const harmless = {
  columns: [],
  highlights: [],
  runsConcurrently: false,
  appliesTo: () => true,
  unavailableReason: () => null,
} as const satisfies Partial<Experiment>;

// The shared parts of trials that figures decide: a deadline, and the verdict.

export const decidedByFigures = {
  findDisagreements: (_plan, { figures, outcomes }) => [...findDisagreeing(figures), ...findFaults(outcomes)],
  isDecided: ({ figures }) => allAgree(figures.map(({ agrees }) => agrees)) !== null,
} as const satisfies Pick<Experiment, 'findDisagreements' | 'isDecided'>;

/** Aborts the work's signal at the deadline. @throws ExitError when the work is not over by then */
export async function withinDeadline<Result>(
  what: string,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = AbortSignal.timeout(ms);
  const end = AbortSignal.any([signal, deadline]);
  // One listener for each parallel request. Node warns of a leak from the eleventh on.
  setMaxListeners(0, end);
  try {
    return await work(end);
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    throw missingError(`${what} is not over after ${ms / 1000} s.`);
  }
}
