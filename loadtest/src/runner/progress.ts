// Progress of a run, for the terminal of the command or for the control room.
import type { FailedTrial, Trial } from '@scale-out-lab/core/wire';

export interface RunProgress {
  /** The current step; the next one replaces it. */
  show(line: string): void;
  /** A line that stays on the screen. */
  say(line: string): void;
  /** The number of trials, before the first one; trials of a resumed run are included. */
  onPlanned?(total: number): void;
  /** A trial is finished, or was measured before the run was resumed. A fault reports one for each mode. */
  onTrial?(trial: Trial): void;
  /** A trial could not be measured. */
  onFailedTrial?(failed: FailedTrial): void;
}
