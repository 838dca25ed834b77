// The series of trials: every mode with every client, repeated. Modes take turns, so that what drifts drifts for all.
import type { Mode } from '@scale-out-lab/modes';
import { LoadtestFailure } from './failure.js';
import type { LoadtestOptions } from './options.js';
import type { Progress } from './progress.js';
import type { FailedTrial } from './report/document.js';
import { renderPercent } from './report/format.js';
import { runTrial } from './run-trial.js';
import type { Trial } from './trial.js';

export interface Target {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** N. */
  readonly instances: number;
  readonly signal: AbortSignal;
}

export interface Series {
  readonly trials: readonly Trial[];
  readonly failedTrials: readonly FailedTrial[];
}

/** Ends early, with the trials that were finished, when the signal is aborted. */
export async function runSeries(
  options: LoadtestOptions,
  target: Target,
  progress: Progress,
): Promise<Series> {
  const { experiment, users, requests } = options;
  const { url, instances, signal } = target;
  const trials: Trial[] = [];
  const failedTrials: FailedTrial[] = [];
  const turns = takeTurns(options, target.modes);

  for (const [index, { mode, client, repeat }] of turns.entries()) {
    if (signal.aborted) break;
    const label = `${index + 1} of ${turns.length}: ${mode.name}, ${client}`;
    if (index === 0) progress.show(`${label} …`);
    try {
      const plan = { url, mode, client, instances, users, requests };
      const trial = await runTrial(plan, { experiment, repeat }, signal);
      trials.push(trial);
      progress.show(`${label}: lost ${renderPercent(trial.failureRate)}`);
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof LoadtestFailure)) throw error;
      failedTrials.push({ mode: mode.name, client, repeat, reason: error.message });
      progress.say(`${label}: not measured. ${error.message}`);
    }
  }
  return { trials, failedTrials };
}

function takeTurns({ clients, repeats }: LoadtestOptions, modes: readonly Mode[]) {
  const numbers = Array.from({ length: repeats }, (_, index) => index + 1);
  return numbers.flatMap((repeat) =>
    clients.flatMap((client) => modes.map((mode) => ({ mode, client, repeat }))),
  );
}
