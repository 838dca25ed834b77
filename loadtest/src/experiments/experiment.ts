// What an experiment is: the question it asks, the conditions it is run under, and what one trial of it saw.

import { setMaxListeners } from 'node:events';
import { type Client, ExitError, exitCodes, type Mode, type TrialSettings } from '@scale-out-lab/core';
import type { Figure, Timeline, Trial } from '@scale-out-lab/core/wire';
import { allAgree, findDisagreeing, findFaults } from '../model/agreement.js';
import type { UserRecord } from '../users/record.js';
import type { Faults } from './faults/harness/control-ports.js';

/** The secrets of the instances, as far as the user of the load test knows them. Never printed or reported. */
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
  /** The first of the users that no other trial at the same time logs in (see `users/record.ts`). */
  readonly firstUser: number;
  /** With them, forged claims and session IDs have a valid signature. */
  readonly secrets?: KnownSecrets | undefined;
  /** The faults that can be injected; undefined where none can. */
  readonly faults?: Faults | undefined;
}

export interface Observation {
  /** What the users saw of the requests that count. */
  readonly records: readonly UserRecord[];
  /** The share of those requests that should be lost. */
  readonly predicted: number;
  /** The numbers that the experiment is about, the most important one first. */
  readonly figures: readonly Figure[];
  /** What went on meanwhile, where something was broken. */
  readonly timeline?: Timeline;
}

/** A trial without its verdict, and the records of the users who sent at least one request. */
export type Measurement = Omit<Trial, 'experiment' | 'agrees' | 'agreement' | 'disagreement'> & {
  readonly senders: readonly UserRecord[];
};

export type Experiment = SteadyExperiment | ScoredExperiment | FaultExperiment;

interface Common {
  /** The question it answers, for people. */
  readonly question: string;
  appliesTo(mode: Mode): boolean;
  /** Why the measurement does not agree with the prediction, a sentence each; none if it does. */
  findDisagreements(plan: TrialPlan, measured: Measurement): readonly string[];
  /** Whether some possible result of the trial would have disagreed. */
  isDecided(measured: Measurement): boolean;
}

/** Runs one mode at a time and breaks nothing. */
interface SoloExperiment extends Common {
  /**
   * Ends early, with the results so far, when `signal` is aborted.
   * @throws ExitError when nothing can be measured
   */
  run(plan: TrialPlan, signal: AbortSignal): Promise<Observation>;
}

/** Measures the failure rate, for each client model and repeat. */
export interface SteadyExperiment extends SoloExperiment {
  readonly kind: 'steady';
}

/** Measures figures, once for each mode, each with a column in the scorecard. */
export interface ScoredExperiment extends SoloExperiment {
  readonly kind: 'scored';
  /** What the first figure counts, for the scorecard. */
  readonly headline: string;
  /** Further figures with a column of the scorecard. */
  readonly otherColumns: readonly ScoreColumn[];
  /** Trials that mostly wait run at the same time, all others one after the other. */
  readonly runsConcurrently: boolean;
}

export interface ScoreColumn {
  /** The heading, of two words at most. */
  readonly name: string;
  /** The name of the figure. */
  readonly figure: string;
  /** What the figure counts. */
  readonly headline: string;
}

/** Injects a fault, once for all modes, and so runs only on request. */
export interface FaultExperiment extends Common {
  readonly kind: 'fault';
  /** Its columns in the matrix: a part of the fault, and the names of its figures. */
  readonly columns: readonly MatrixColumn[];
  /** Further figures, shown below the matrix where they are not 0. */
  readonly highlights: readonly string[];
  /** The reason why it cannot run here, or null. */
  unavailableReason(faults: Faults | undefined): string | null;
  /** The plans differ in the mode alone. Resolves to an observation for each, in their order. */
  runTogether(plans: readonly TrialPlan[], signal: AbortSignal): Promise<readonly Observation[]>;
}

export interface MatrixColumn {
  readonly head: string;
  /** The names of the figures of its cell. */
  readonly loggedOut: string;
  readonly lost: string;
  /** Where its figures are others than users logged out and requests lost: a line that says which. */
  readonly note?: string;
}

// What all trials share that figures decide: a deadline, and the verdict.

export const decidedByFigures = {
  findDisagreements: (_plan, { figures, outcomes }) => [...findDisagreeing(figures), ...findFaults(outcomes)],
  isDecided: ({ figures }) => allAgree(figures.map(({ agrees }) => agrees)) !== null,
} as const satisfies Pick<Experiment, 'findDisagreements' | 'isDecided'>;

/**
 * Aborts the work's signal at the deadline.
 * @param onTimeout the sentence for a trial that was not over by then, given its seconds
 */
export async function withinDeadline<Result>(
  { signal, ms, onTimeout }: DeadlineOptions,
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
    throw new ExitError(exitCodes.missing, onTimeout(ms / 1000));
  }
}

interface DeadlineOptions {
  readonly signal: AbortSignal;
  readonly ms: number;
  readonly onTimeout: (seconds: number) => string;
}
