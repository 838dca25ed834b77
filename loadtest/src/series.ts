// The series of trials: steady ones in turns, so that what drifts drifts for all; those that wait, at the same time.
import type { Mode } from '@scale-out-lab/modes';
import type { Secrets, TrialPlan } from './experiments/experiment.js';
import { type ExperimentName, experimentNames, experiments } from './experiments/index.js';
import { LoadtestFailure } from './failure.js';
import type { Faults } from './faults/faults.js';
import type { LoadtestOptions } from './options.js';
import type { Progress } from './progress.js';
import type { FailedTrial } from './report/document.js';
import { describeResult } from './report/result.js';
import { runTrial } from './run-trial.js';
import type { Trial } from './trial.js';
import { firstUserOf } from './users/usernames.js';

export interface Target {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** Their IDs. */
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
  readonly secrets?: Secrets | undefined;
  readonly faults?: Faults | undefined;
}

export interface Series {
  readonly trials: readonly Trial[];
  readonly failedTrials: readonly FailedTrial[];
}

interface Turn {
  readonly experiment: ExperimentName;
  readonly plan: TrialPlan;
}

/** Ends early, with the trials that were finished, when the signal is aborted. */
export async function runSeries(
  options: LoadtestOptions,
  target: Target,
  progress: Progress,
): Promise<Series> {
  const turns = options.experiments.flatMap((experiment) => planTurns(experiment, options, target));
  const trials = new Map<Turn, Trial>();
  const failedTrials: FailedTrial[] = [];

  async function take(turn: Turn) {
    const { experiment, plan } = turn;
    const label = `${turns.indexOf(turn) + 1} of ${turns.length}: ${experiment}, ${plan.mode.name}, ${plan.client}`;
    try {
      const trial = await runTrial(experiment, plan, target.signal);
      trials.set(turn, trial);
      progress.show(`${label}: ${describeResult(trial)}`);
    } catch (error) {
      if (target.signal.aborted) return;
      if (!(error instanceof LoadtestFailure)) throw error;
      const { mode, client, repeat } = plan;
      failedTrials.push({ experiment, mode: mode.name, client, repeat, reason: error.message });
      progress.say(`${label}: not measured. ${error.message}`);
    }
  }

  for (const batch of batchesOf(turns)) {
    if (target.signal.aborted) break;
    progress.show(describeBatch(batch));
    await Promise.all(batch.map(take));
  }
  // In the order in which they were planned, whichever was over first.
  const finished = turns.map((turn) => trials.get(turn)).filter((trial) => trial !== undefined);
  return { trials: finished, failedTrials };
}

/** Repeats and kinds of client are for the failure rate; the scored experiments copy a credential, once. */
function planTurns(experiment: ExperimentName, options: LoadtestOptions, target: Target): readonly Turn[] {
  const isScored = experiments[experiment].headline !== null;
  const clients = isScored ? (['pinned'] as const) : options.clients;
  const repeats = Array.from({ length: isScored ? 1 : options.repeats }, (_, index) => index + 1);
  const { engine, users, requests, logOuts, families } = options;
  const { url, instances, secrets, faults } = target;

  return repeats.flatMap((repeat) =>
    clients.flatMap((client) =>
      target.modes.flatMap((mode, modeIndex) => {
        if (!experiments[experiment].appliesTo(mode)) return [];
        const firstUser = firstUserOf(experimentNames.indexOf(experiment), modeIndex);
        const conditions = { engine, users, requests, logOuts, families, firstUser, secrets, faults };
        return [{ experiment, plan: { url, mode, client, repeat, instances, ...conditions } }];
      }),
    ),
  );
}

/** All that wait together, before the others of which each is alone; the failure rates come first. */
function batchesOf(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  const isWaiting = ({ experiment }: Turn) => experiments[experiment].isWaiting;
  const isSteady = ({ experiment }: Turn) => experiments[experiment].headline === null;
  const alone = (turn: Turn) => [turn];
  const waiting = turns.filter(isWaiting);
  return [
    ...turns.filter(isSteady).map(alone),
    ...(waiting.length > 0 ? [waiting] : []),
    ...turns.filter((turn) => !isSteady(turn) && !isWaiting(turn)).map(alone),
  ];
}

function describeBatch(batch: readonly Turn[]): string {
  const names = [...new Set(batch.map(({ experiment }) => experiment))].join(', ');
  const modes = [...new Set(batch.map(({ plan }) => plan.mode.name))];
  return `${names}: ${modes.length === 1 ? modes[0] : `${modes.length} modes at the same time`} …`;
}
