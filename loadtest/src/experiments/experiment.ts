// What an experiment is: the question it asks, the conditions it is run under, and what one trial of it saw.
import type { Client, Mode } from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';
import type { Figure } from '../model/figure.js';
import type { Trial } from '../model/trial.js';
import type { EngineName } from '../users/engine.js';
import type { UserRecord } from '../users/record.js';
import type { Timeline } from './faults/harness/timeline.js';

/** What whoever runs the trial knows of the instances' secrets. Never printed, and no part of a report. */
export interface Secrets {
  readonly sessionSecret?: string | undefined;
  readonly jwtSecret?: string | undefined;
}

/** What one trial is run under. */
export interface TrialPlan {
  readonly url: URL;
  readonly mode: Mode;
  readonly client: Client;
  /** What drives the users of `steady`. */
  readonly engine: EngineName;
  /** Which repetition this is, from 1. */
  readonly repeat: number;
  /** The IDs of the instances behind the URL; N is how many there are. */
  readonly instances: readonly string[];
  readonly users: number;
  /** Logged-in requests of all users together. */
  readonly requests: number;
  /** How many log-outs to race against requests in flight. */
  readonly logOuts: number;
  /** How many families of refresh tokens to race. */
  readonly families: number;
  /** Requests a second of all modes together, while something is broken. */
  readonly faultRate: number;
  /** How many requests each mode gets at least while the instances are restarted in turn. */
  readonly faultRequests: number;
  /** The first of the users that no other trial at the same time logs in (see `users/usernames.ts`). */
  readonly firstUser: number;
  /** With them claims and session IDs are forged that only the check of what they say can refuse. */
  readonly secrets?: Secrets | undefined;
  /** What can be broken, where something can. */
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

export type Experiment = SoloExperiment | FaultExperiment;

interface Common {
  /** The question it answers, for people. */
  readonly question: string;
  appliesTo(mode: Mode): boolean;
  /** Why the measurement does not agree with the prediction, a sentence each; none if it does. */
  findDisagreements(plan: TrialPlan, measured: Measurement): readonly string[];
  /** Whether some possible result of the trial would have disagreed. */
  isDecided(measured: Measurement): boolean;
}

export interface SoloExperiment extends Common {
  readonly isFault: false;
  /** What the first figure is, for the scorecard; null if the experiment is about the failure rate. */
  readonly headline: string | null;
  /** Figures besides, which have a column of the scorecard of their own. */
  readonly otherColumns: readonly ScoreColumn[];
  /** Trials that mostly wait are run at the same time, all others one after the other. */
  readonly isWaiting: boolean;
  /**
   * Asks for the prediction before the deed. Ends early, with what there is by then, when `signal` is aborted.
   * @throws LoadtestFailure when nothing can be measured
   */
  run(plan: TrialPlan, signal: AbortSignal): Promise<Observation>;
}

export interface ScoreColumn {
  /** Its head, of two words at most. */
  readonly name: string;
  /** The name of the figure. */
  readonly figure: string;
  /** What the figure is. */
  readonly headline: string;
}

/** It breaks something, and so is run only when it is asked for, and once for all modes. */
export interface FaultExperiment extends Common {
  readonly isFault: true;
  /** Its columns in the matrix: the part of it, and what its figures' names begin with. */
  readonly columns: readonly MatrixColumn[];
  /** Figures besides, which are shown below the matrix where they are not 0. */
  readonly highlights: readonly string[];
  /** The reason for which it cannot be run there, or null. */
  findObstacle(faults: Faults | undefined): string | null;
  /** All plans have everything in common but the mode. Resolves to an observation for each, in their order. */
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
