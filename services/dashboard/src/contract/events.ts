// The stream of a tab: GET /lab/events.
import type { LabState } from './cluster.js';
import type { ExchangeKind } from './exchange.js';
import type { Incident } from './faults.js';
import type { RunRow, RunView } from './runs.js';

/** A request of an experiment that was seen on its way, for the map. */
export interface SeenRequest {
  readonly mode: string;
  readonly kind: ExchangeKind | 'other';
  readonly status: number;
  readonly servedBy: string | null;
  readonly isRetried: boolean;
}

/**
 * GET /lab/events, one stream a tab. `snapshot` comes first, and again where what was missed is no longer known;
 * `incident`, `run` and `row` have an ID, by which the stream goes on after an interruption without loss or doubling.
 */
export interface LabEvents {
  readonly snapshot: {
    readonly state: LabState;
    readonly run: RunView | null;
    readonly incidents: readonly Incident[];
  };
  readonly state: LabState;
  readonly incident: Incident;
  /** All of a run but its rows: when it starts, and when it is over. */
  readonly run: Omit<RunView, 'rows'>;
  readonly row: {
    readonly runId: string;
    readonly row: RunRow;
    readonly done: number;
    readonly total: number | null;
  };
  readonly progress: { readonly runId: string; readonly progress: string };
  /** A sample of what an experiment sends, and how many requests it is a sample of. */
  readonly traffic: { readonly seen: number; readonly requests: readonly SeenRequest[] };
}
