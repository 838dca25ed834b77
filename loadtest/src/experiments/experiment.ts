// What an experiment is: the question it asks, the conditions it is run under, and what one trial of it saw.
import type { Client, Mode } from '@scale-out-lab/modes';
import type { Faults } from '../faults/faults.js';
import type { Figure } from '../figure.js';
import type { Measurement } from '../measure.js';
import type { EngineName } from '../users/engine.js';
import type { UserRecord } from '../users/record.js';

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
}

export interface Experiment {
  /** The question it answers, for people. */
  readonly question: string;
  /** What the first figure is, for the scorecard; null if the experiment is about the failure rate. */
  readonly headline: string | null;
  /** Trials that mostly wait are run at the same time, all others one after the other. */
  readonly isWaiting: boolean;
  /** Whether it breaks something, and so is run only when it is asked for. */
  readonly isFault: boolean;
  appliesTo(mode: Mode): boolean;
  /**
   * Asks for the prediction before the deed. Ends early, with what there is by then, when `signal` is aborted.
   * @throws LoadtestFailure when nothing can be measured
   */
  run(plan: TrialPlan, signal: AbortSignal): Promise<Observation>;
  /** Why the measurement does not agree with the prediction, a sentence each; none if it does. */
  findDisagreements(plan: TrialPlan, measured: Measurement): readonly string[];
}
