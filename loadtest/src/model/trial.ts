// A trial: one mode and one kind of client, measured once. Data only; printing comes last.
import type { Client } from '@scale-out-lab/core';
import type { Timeline } from '../experiments/faults/harness/timeline.js';
import type { Spread } from '../statistics/spread.js';
import type { Interval } from '../statistics/wilson.js';
import type { Agreement, Agrees } from './agreement.js';
import type { Figure } from './figure.js';
import type { Outcomes } from './outcome.js';
import type { CountedRefusal } from './refusal.js';

/** The published names (report.schema.json describes each). Rates are shares from 0 to 1. */
export interface Trial {
  readonly mode: string;
  readonly experiment: string;
  readonly client: Client;
  readonly repeat: number;
  readonly instances: number;
  readonly users: number;
  readonly requests: number;
  readonly outcomes: Outcomes;
  readonly failureRate: number;
  readonly predicted: number;
  readonly interval: Interval;
  readonly effectiveRequests: number;
  /** What the experiment is about, the most important first; none where that is the failure rate. */
  readonly figures: readonly Figure[];
  /** Null: not decided. */
  readonly agrees: Agrees;
  /** The same in words. */
  readonly agreement: Agreement;
  readonly disagreement: string | null;
  readonly latencyMs: Latency;
  readonly goodput: number;
  readonly durationSeconds: number;
  readonly logIns: number;
  readonly logInsPerSuccess: number | null;
  readonly predictedLogInsPerSuccess: number;
  readonly spread: InstanceSpread;
  readonly usersServedByEveryInstance: number;
  readonly userFailureRates: Spread;
  readonly reasons: Readonly<Record<string, number>>;
  /** Of requests that should have been accepted: why they were not, who had issued the credential, and who refused it. */
  readonly refusals: readonly CountedRefusal[];
  /** Where something was broken: what went on meanwhile. */
  readonly timeline?: Timeline;
}

export interface Latency {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** How evenly the balancer spread the logged-in requests. */
export interface InstanceSpread {
  readonly answers: Readonly<Record<string, number>>;
  /** The largest distance of an instance's share from 1/N. */
  readonly largestDeviation: number;
}
