// Everything that a load test measures: who is there, what can be run, every trial, and the report of it all.
import { type Mode, trialSettingsOf } from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';
import type { KnownSecrets } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import { discoverInstances } from '../http/instances.js';
import { chooseModes, fetchModes } from '../http/modes.js';
import { groupTrials } from '../model/groups.js';
import type { ReportDocument, Settings } from '../model/report.js';
import { judge, type Threshold } from '../model/threshold.js';
import { countOf } from '../model/words.js';
import { describeEnvironment } from './environment.js';
import type { RunProgress } from './progress.js';
import { type FirstPart, requireSameCount } from './resume/previous-run.js';
import { findPossible } from './runnable.js';
import { runSeries, type ScheduleOptions } from './schedule.js';

export interface RunOptions extends ScheduleOptions {
  /** Names of modes; none means all that the server offers. */
  readonly modes: readonly string[];
  readonly thresholds: readonly Threshold[];
}

export interface MeasureContext {
  readonly url: URL;
  /** Aborted when the run is to stop; the report then says what was measured until then. */
  readonly signal: AbortSignal;
  /** Product to version, from whoever started the server side. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What the instances sign with, where whoever started them says so. */
  readonly secrets?: KnownSecrets;
  /** What can be broken, and by what means. Undefined: nothing can. */
  readonly faults?: Faults | undefined;
  /** What is to be gone on with: its trials are not run again. Goes with options that are its settings. */
  readonly firstPart?: FirstPart | undefined;
}

/** Prints and writes nothing. Throws a LoadtestFailure, whose message is for people, when there is nothing to measure. */
export async function measureAll(
  options: RunOptions,
  { url, signal, versions = {}, secrets, faults, firstPart }: MeasureContext,
  progress: RunProgress,
): Promise<ReportDocument> {
  progress.show(`Asking ${url.href} who is there …`);
  const offered = await fetchModes(url, signal);
  const modes = chooseModes(offered, options.modes);
  const { instances, server } = await discoverInstances(url, signal);
  if (firstPart) {
    requireSameCount(firstPart, instances.length);
    progress.say(`Going on with ${firstPart.folder}.`);
  }
  progress.say(`${countOf(instances.length, 'instances')}, ${countOf(modes.length, 'modes')}.`);
  const { possible, skipped } = findPossible(options.experiments, faults);
  for (const { experiment, reason } of skipped) progress.say(`${experiment}: not run here. ${reason}`);
  for (const name of possible) progress.say(`${name}: ${experiments[name].question}`);

  const { trials, failedTrials } = await runSeries(
    { ...options, experiments: possible },
    { url, modes, instances, signal, secrets, faults },
    progress,
    firstPart?.report.trials,
  );
  return {
    schemaVersion: 1,
    interrupted: signal.aborted,
    ...(firstPart && { resumedFrom: firstPart.report.environment.date }),
    environment: describeEnvironment(url, instances, { ...(server && { balancer: server }), ...versions }),
    settings: describeSettings(options, modes),
    trials,
    failedTrials,
    ...(skipped.length > 0 && { skipped }),
    thresholds: judge(options.thresholds, groupTrials(trials)),
  };
}

function describeSettings(options: RunOptions, modes: readonly Mode[]): Settings {
  const { experiments: names, clients } = options;
  const [experiment = 'steady'] = names;
  const modeNames = modes.map((mode) => mode.name);
  return { experiment, experiments: names, modes: modeNames, clients, ...trialSettingsOf(options) };
}
