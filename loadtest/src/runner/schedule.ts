// The schedule of a run: steady trials take turns, so that a drift of the machine affects all modes; trials that mostly wait run at
// the same time.

import {
  type Client,
  ExitError,
  type ExperimentName,
  experimentNames,
  type Mode,
  type TrialSettings,
  trialSettingsOf,
  usageError,
} from '@scale-out-lab/core';
import type { FailedTrial, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import type { Experiment, KnownSecrets, TrialPlan } from '../experiments/experiment.js';
import type { Faults } from '../experiments/faults/harness/control-ports.js';
import type { Machines } from '../experiments/faults/harness/machines.js';
import { experiments, faultNames } from '../experiments/index.js';
import { countOf } from '../model/words.js';
import { describeResult } from '../report/report-table.js';
import { firstUserOf } from '../users/record.js';
import { runTrials } from './run-trial.js';

interface Target {
  readonly url: URL;
  readonly modes: readonly Mode[];
  /** Their IDs. */
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
  readonly secrets?: KnownSecrets | undefined;
  readonly faults?: Faults | undefined;
  readonly machines?: Machines | undefined;
}

export interface ScheduleOptions extends TrialSettings {
  readonly experiments: readonly ExperimentName[];
  readonly clients: readonly Client[];
}

interface PlannedTrial {
  readonly experiment: ExperimentName;
  readonly plan: TrialPlan;
}

/** Trials of one experiment that share one run of it: one trial, or those of all modes where a fault hits all modes. */
type Group = readonly [PlannedTrial, ...PlannedTrial[]];

/**
 * Ends early, with the finished trials, when the signal is aborted.
 * @param finished trials of the interrupted run, which are not repeated
 * @throws ExitError (2) when no mode has one of the experiments
 */
export async function runSchedule(
  options: ScheduleOptions,
  target: Target,
  progress: RunProgress,
  finished: readonly Trial[] = [],
): Promise<Pick<ReportDocument, 'trials' | 'failedTrials'>> {
  const planned = options.experiments.flatMap((experiment) => planTrials(experiment, options, target));
  if (planned.length === 0 && options.experiments.length > 0)
    throw usageError(
      `Nothing to measure: no chosen mode (${target.modes.map(({ name }) => name).join(', ')}) has ${options.experiments.join(' or ')}; choose others.`,
    );
  const trials = matchTrials(planned, finished);
  const missing = planned.filter((each) => !trials.has(each));
  const failedTrials: FailedTrial[] = [];
  const reasons = new Set<string>();

  progress.onPlanned?.(planned.length);
  for (const trial of trials.values()) progress.onTrial?.(trial);
  if (finished.length > 0) {
    progress.say(`Resumed: ${trials.size} of ${countOf(planned.length, 'trials')} already measured.`);
  }

  async function runGroup(group: Group) {
    const [{ experiment, plan: first }] = group;
    const labelOf = (each: PlannedTrial) =>
      `${planned.indexOf(each) + 1} of ${planned.length}: ${experiment}`;
    try {
      const plans = [first, ...group.slice(1).map(({ plan }) => plan)] as const;
      const measured = await runTrials(experiment, plans, target.signal);
      for (const [index, trial] of measured.entries()) {
        const each = group[index] as PlannedTrial;
        trials.set(each, trial);
        progress.show(`${labelOf(each)}, ${trial.mode}, ${trial.client}: ${describeResult(trial)}`);
        progress.onTrial?.(trial);
      }
    } catch (error) {
      if (target.signal.aborted) return;
      if (!(error instanceof ExitError)) throw error;
      for (const { plan } of group) {
        const { mode, client, repeat } = plan;
        const failed = { experiment, mode: mode.name, client, repeat, reason: error.message };
        failedTrials.push(failed);
        progress.onFailedTrial?.(failed);
      }
      // A mode that refuses all log-ins fails each of its trials for the same reason.
      if (reasons.has(error.message)) return;
      reasons.add(error.message);
      const which = group.length === 1 ? `${first.mode.name}, ${first.client}` : `${group.length} modes`;
      progress.say(`${labelOf(group[0])}, ${which}: not measured. ${error.message}`);
    }
  }

  const rest = countByExperiment(missing);
  const started = new Set<ExperimentName>();
  for (const batch of batchesOf(missing)) {
    if (target.signal.aborted) break;
    for (const experiment of countByExperiment(batch.flat()).keys()) {
      if (!started.has(experiment)) progress.onExperiment?.(experiment);
      started.add(experiment);
    }
    progress.show(describeBatch(batch.flat()));
    await Promise.all(batch.map(runGroup));
    for (const [experiment, count] of countByExperiment(batch.flat())) {
      rest.set(experiment, (rest.get(experiment) ?? 0) - count);
      if (rest.get(experiment) !== 0 || target.signal.aborted) continue;
      const own = [...trials.values()].filter((trial) => trial.experiment === experiment);
      progress.onExperimentEnd?.(
        experiment,
        own,
        failedTrials.filter((failed) => failed.experiment === experiment).length,
      );
    }
  }
  // In the order of the plan, whichever ended first.
  const inOrder = planned.map((each) => trials.get(each)).filter((trial) => trial !== undefined);
  return { trials: inOrder, failedTrials };
}

/** The finished trial of each planned one that has one. */
function matchTrials(planned: readonly PlannedTrial[], finished: readonly Trial[]): Map<PlannedTrial, Trial> {
  const keyOf = (experiment: string, mode: string, { client, repeat }: Pick<Trial, 'client' | 'repeat'>) =>
    [experiment, mode, client, repeat].join(' ');
  const trialOf = new Map(finished.map((trial) => [keyOf(trial.experiment, trial.mode, trial), trial]));
  const matched = new Map<PlannedTrial, Trial>();
  for (const each of planned) {
    const trial = trialOf.get(keyOf(each.experiment, each.plan.mode.name, each.plan));
    if (trial) matched.set(each, trial);
  }
  return matched;
}

/** Only steady has repeats and client models; every other experiment has one trial for each mode. */
function planTrials(
  experiment: ExperimentName,
  options: ScheduleOptions,
  { url, modes, instances, secrets, faults, machines }: Target,
): readonly PlannedTrial[] {
  const isSteady = experiments[experiment].kind === 'steady';
  const clients = isSteady ? options.clients : (['pinned'] as const);
  const { repeats, ...settings } = trialSettingsOf(options);
  const repetitions = Array.from({ length: isSteady ? repeats : 1 }, (_, index) => index + 1);
  const conditions = { url, instances, secrets, faults, machines, ...settings };

  return repetitions.flatMap((repeat) =>
    clients.flatMap((client) =>
      modes.flatMap((mode, modeIndex) => {
        if (!experiments[experiment].appliesTo(mode)) return [];
        const firstUser = firstUserOf(experimentNames.indexOf(experiment), modeIndex);
        return [{ experiment, plan: { ...conditions, mode, client, repeat, firstUser } }];
      }),
    ),
  );
}

/** Batches run one after the other, the groups of a batch at the same time: steady first, faults last. */
function batchesOf(planned: readonly PlannedTrial[]): readonly (readonly Group[])[] {
  const groupsOf = (kind: Experiment['kind'], runsConcurrently = false) =>
    planned
      .filter(({ experiment }) => experiments[experiment].kind === kind)
      .filter(({ experiment }) => experiments[experiment].runsConcurrently === runsConcurrently)
      .map((each) => [each] as const);
  const concurrent = groupsOf('scored', true);
  return [
    ...groupsOf('steady').map((group) => [group]),
    ...(concurrent.length > 0 ? [concurrent] : []),
    ...groupsOf('scored').map((group) => [group]),
    ...faultNames.flatMap((name) => {
      const [first, ...others] = planned.filter(({ experiment }) => experiment === name);
      return first ? [[[first, ...others] as const]] : [];
    }),
  ];
}

function countByExperiment(planned: readonly PlannedTrial[]): Map<ExperimentName, number> {
  const counts = new Map<ExperimentName, number>();
  for (const { experiment } of planned) counts.set(experiment, (counts.get(experiment) ?? 0) + 1);
  return counts;
}

function describeBatch(batch: readonly PlannedTrial[]): string {
  const names = [...new Set(batch.map(({ experiment }) => experiment))].join(', ');
  const modes = [...new Set(batch.map(({ plan }) => plan.mode.name))];
  return `${names}: ${modes.length === 1 ? modes[0] : `${modes.length} modes at the same time`} …`;
}

// Progress of a run, for the terminal of the command or for the control room.

export interface RunProgress {
  /** The current step; the next one replaces it. */
  show(line: string): void;
  /** A line that stays on the screen. */
  say(line: string): void;
  /** The number of trials, before the first one; trials of a resumed run are included. */
  onPlanned?(total: number): void;
  /** The first trial of an experiment starts. */
  onExperiment?(name: ExperimentName): void;
  /** The last trial of an experiment is over: all that are finished, and how many could not be measured. */
  onExperimentEnd?(name: ExperimentName, trials: readonly Trial[], failed: number): void;
  /** A trial is finished, or was measured before the run was resumed. A fault reports one for each mode. */
  onTrial?(trial: Trial): void;
  /** A trial could not be measured. */
  onFailedTrial?(failed: FailedTrial): void;
}
