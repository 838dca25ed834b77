// What an experiment is: the conditions it is run under, the records it yields, and what it should yield.
import type { Client, Mode } from '@scale-out-lab/modes';
import type { UserRecord } from '../users/record.js';

/** What one trial is run under. */
export interface TrialPlan {
  readonly url: URL;
  readonly mode: Mode;
  readonly client: Client;
  /** N. */
  readonly instances: number;
  readonly users: number;
  /** Logged-in requests of all users together. */
  readonly requests: number;
}

export interface Experiment {
  /** The question it answers, for people. */
  readonly question: string;
  /** The share of logged-in requests that should be lost, given how many each user sends. */
  predictFailureRate(plan: TrialPlan, requestsOfUsers: readonly number[]): number;
  /** Ends early, with what there is by then, when `signal` is aborted or the deadline passes. */
  run(plan: TrialPlan, signal: AbortSignal): Promise<readonly UserRecord[]>;
}
