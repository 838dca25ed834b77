// The series of trials: steady ones in turns, so that what drifts drifts for all; those that wait, at the same time.
import {
  type Client,
  type ExperimentName,
  experimentNames,
  type Mode,
  type TrialSettings,
  trialSettingsOf,
} from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';
import type { Experiment, KnownSecrets, TrialPlan } from '../experiments/experiment.js';
import { experiments, faultNames } from '../experiments/index.js';
import { LoadtestFailure } from '../model/failure.js';
import type { FailedTrial } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { countOf } from '../model/words.js';
import { describeResult } from '../report/format.js';
import { firstUserOf } from '../users/usernames.js';
import type { RunProgress } from './progress.js';
import { runTrials } from './run-trial.js';

export interface Target {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** Their IDs. */
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
  readonly secrets?: KnownSecrets | undefined;
  readonly faults?: Faults | undefined;
}

export interface ScheduleOptions extends TrialSettings {
  readonly experiments: readonly ExperimentName[];
  readonly clients: readonly Client[];
}

export interface Series {
  readonly trials: readonly Trial[];
  readonly failedTrials: readonly FailedTrial[];
}

interface Turn {
  readonly experiment: ExperimentName;
  readonly plan: TrialPlan;
}

/** Those that are run together. */
type Turns = readonly [Turn, ...Turn[]];

/**
 * Ends early, with the trials that were finished, when the signal is aborted.
 * @param finished trials of an earlier part of the series, which are not run again
 */
export async function runSeries(
  options: ScheduleOptions,
  target: Target,
  progress: RunProgress,
  finished: readonly Trial[] = [],
): Promise<Series> {
  const turns = options.experiments.flatMap((experiment) => planTurns(experiment, options, target));
  const trials = matchTrials(turns, finished);
  const missing = turns.filter((turn) => !trials.has(turn));
  const failedTrials: FailedTrial[] = [];

  progress.onPlanned?.(turns.length);
  for (const trial of trials.values()) progress.onTrial?.(trial);
  if (finished.length > 0) {
    progress.say(
      `Resumed: ${trials.size} of ${countOf(turns.length, 'trials')} ${trials.size === 1 ? 'is' : 'are'} there already.`,
    );
  }

  /** Of one experiment: one turn, or those of all modes where something is broken once for all. */
  async function take(together: Turns) {
    const [{ experiment, plan: first }] = together;
    const label = `${turns.indexOf(together[0]) + 1} of ${turns.length}: ${experiment}`;
    try {
      const plans = together.map(({ plan }) => plan);
      const measured = await runTrials(experiment, plans, target.signal);
      for (const [index, trial] of measured.entries()) {
        trials.set(together[index] as Turn, trial);
        progress.show(`${label}, ${trial.mode}, ${trial.client}: ${describeResult(trial)}`);
        progress.onTrial?.(trial);
      }
    } catch (error) {
      if (target.signal.aborted) return;
      if (!(error instanceof LoadtestFailure)) throw error;
      for (const { plan } of together) {
        const { mode, client, repeat } = plan;
        const failed = { experiment, mode: mode.name, client, repeat, reason: error.message };
        failedTrials.push(failed);
        progress.onFailedTrial?.(failed);
      }
      const who = together.length === 1 ? `${first.mode.name}, ${first.client}` : `${together.length} modes`;
      progress.say(`${label}, ${who}: not measured. ${error.message}`);
    }
  }

  for (const batch of batchesOf(missing)) {
    if (target.signal.aborted) break;
    progress.show(describeBatch(batch.flat()));
    await Promise.all(batch.map(take));
  }
  // In the order in which they were planned, whichever was over first.
  const inOrder = turns.map((turn) => trials.get(turn)).filter((trial) => trial !== undefined);
  return { trials: inOrder, failedTrials };
}

/** The trials that are those of a turn, by it. */
function matchTrials(turns: readonly Turn[], finished: readonly Trial[]): Map<Turn, Trial> {
  const keyOf = (experiment: string, mode: string, { client, repeat }: Pick<Trial, 'client' | 'repeat'>) =>
    [experiment, mode, client, repeat].join(' ');
  const trialOf = new Map(finished.map((trial) => [keyOf(trial.experiment, trial.mode, trial), trial]));
  const matched = new Map<Turn, Trial>();
  for (const turn of turns) {
    const trial = trialOf.get(keyOf(turn.experiment, turn.plan.mode.name, turn.plan));
    if (trial) matched.set(turn, trial);
  }
  return matched;
}

/** Repeats and kinds of client are for the failure rate; the scored experiments copy a credential, once. */
function planTurns(experiment: ExperimentName, options: ScheduleOptions, target: Target): readonly Turn[] {
  const isScored = experiments[experiment].kind !== 'steady';
  const clients = isScored ? (['pinned'] as const) : options.clients;
  const repeats = Array.from({ length: isScored ? 1 : options.repeats }, (_, index) => index + 1);
  const { url, instances, secrets, faults } = target;
  const { repeats: _, ...settings } = trialSettingsOf(options);
  const conditions = { url, instances, secrets, faults, ...settings };

  return repeats.flatMap((repeat) =>
    clients.flatMap((client) =>
      target.modes.flatMap((mode, modeIndex) => {
        if (!experiments[experiment].appliesTo(mode)) return [];
        const firstUser = firstUserOf(experimentNames.indexOf(experiment), modeIndex);
        return [{ experiment, plan: { ...conditions, mode, client, repeat, firstUser } }];
      }),
    ),
  );
}

/** All that wait at the same time, before the others of which each is alone; failure rates come first, faults last. */
function batchesOf(turns: readonly Turn[]): readonly (readonly Turns[])[] {
  const alone = (turn: Turn) => [[turn] as const];
  const of = (isWanted: (experiment: Experiment) => boolean) =>
    turns.filter(({ experiment }) => isWanted(experiments[experiment]));
  const concurrent = of(runsConcurrently).map((turn) => [turn] as const);
  return [
    ...of(({ kind }) => kind === 'steady').map(alone),
    ...(concurrent.length > 0 ? [concurrent] : []),
    ...of((each) => each.kind === 'scored' && !each.runsConcurrently).map(alone),
    ...faultNames.flatMap((name) => {
      const [first, ...others] = turns.filter(({ experiment }) => experiment === name);
      return first ? [[[first, ...others] as const]] : [];
    }),
  ];
}

function runsConcurrently(experiment: Experiment): boolean {
  return experiment.kind === 'scored' && experiment.runsConcurrently;
}

function describeBatch(batch: readonly Turn[]): string {
  const names = [...new Set(batch.map(({ experiment }) => experiment))].join(', ');
  const modes = [...new Set(batch.map(({ plan }) => plan.mode.name))];
  return `${names}: ${modes.length === 1 ? modes[0] : `${modes.length} modes at the same time`} …`;
}
