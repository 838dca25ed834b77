// Experiments and runs of them: GET /lab/experiments, /lab/runs.

export interface ExperimentView {
  readonly name: string;
  readonly question: string;
  readonly isFault: boolean;
  /** Why it cannot be run here, or null. */
  readonly obstacle: string | null;
}

/** GET /lab/experiments */
export interface ExperimentList {
  readonly experiments: readonly ExperimentView[];
}

/** POST /lab/runs. What is left out is as on the command line; `scorecard`, `faults` and `all` are groups. */
export interface RunRequest {
  readonly experiments: readonly string[];
  readonly modes?: readonly string[];
  readonly clients?: readonly string[];
  readonly users?: number;
  readonly requests?: number;
  readonly repeats?: number;
  readonly logOuts?: number;
  readonly families?: number;
  readonly faultRate?: number;
  readonly faultRequests?: number;
}

export type RunStatus = 'running' | 'finished' | 'cancelled' | 'failed';

/** One trial that is over. If nothing could be measured, `result` says so and `disagreement` says why. */
export interface RunRow {
  /** Counts up from 1 within the run, in the order in which they were over. */
  readonly number: number;
  readonly experiment: string;
  readonly mode: string;
  readonly client: string;
  readonly repeat: number;
  /** `lost 66.7 %`, or the first figure with its prediction. */
  readonly result: string;
  readonly failureRate: number;
  readonly predicted: number;
  /** Null: not decided, or not measured. */
  readonly agrees: boolean | null;
  readonly disagreement: string | null;
}

export interface RunView {
  readonly id: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly experiments: readonly string[];
  readonly modes: readonly string[];
  /** Trials that are over, and all. */
  readonly done: number;
  readonly total: number | null;
  /** What is being done now, in words. */
  readonly progress: string;
  readonly rows: readonly RunRow[];
  /** As of the command line: 0, 99 where a prediction failed, …; null while it runs. */
  readonly exitCode: number | null;
  /** Why it failed. */
  readonly failure: string | null;
  /** The report's own tables and verdict; null until it is over. */
  readonly report: RunReport | null;
}

/** GET /lab/runs: the last ones, the latest first. One of them is at /lab/runs/<id>, its report at …/report.{json,md,html}. */
export interface RunList {
  readonly runs: readonly RunView[];
}

export interface RunReport {
  readonly verdict: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** A table of the report; what does not agree has a ≠, what is not decided a ≟. */
export interface ReportTable {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
