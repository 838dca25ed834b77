// The report as data: what `--json` prints and report.json holds (described in report.schema.json).

import type { Client, TrialSettings } from '@scale-out-lab/core';
import type { Verdict } from './threshold.js';
import type { Trial } from './trial.js';

export interface Environment {
  readonly date: string;
  readonly loadtest: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cpus: number;
  readonly url: string;
  readonly instances: readonly string[];
  /** Product to version, as the server or the program that started it reports them. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface FailedTrial {
  readonly experiment: string;
  readonly mode: string;
  readonly client: string;
  readonly repeat: number;
  /** Why nothing could be measured. */
  readonly reason: string;
}

/** Asked for, but cannot be done here. */
export interface SkippedExperiment {
  readonly experiment: string;
  readonly reason: string;
}

export interface ReportDocument {
  readonly schemaVersion: 1;
  readonly interrupted: boolean;
  /** The date of the interrupted report whose trials are among these. */
  readonly resumedFrom?: string;
  readonly environment: Environment;
  readonly settings: Settings;
  readonly trials: readonly Trial[];
  readonly failedTrials: readonly FailedTrial[];
  /** Missing where nothing was. */
  readonly skipped?: readonly SkippedExperiment[];
  readonly thresholds: readonly Verdict[];
}

/** What a run was given. */
export interface Settings extends TrialSettings {
  /** The first of them. */
  readonly experiment: string;
  readonly experiments: readonly string[];
  readonly modes: readonly string[];
  readonly clients: readonly Client[];
}

export function renderJson(document: ReportDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
