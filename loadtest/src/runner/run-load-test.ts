// A load test as data: finds the instances, runs every trial that can run, and returns the report.

import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { type ExperimentName, type Mode, missingError, trialSettingsOf } from '@scale-out-lab/core';
import type { Environment, ReportDocument, Settings, SkippedExperiment } from '@scale-out-lab/core/wire';
import type { KnownSecrets } from '../experiments/experiment.js';
import type { Faults } from '../experiments/faults/harness/control-ports.js';
import type { Machines } from '../experiments/faults/harness/machines.js';
import { experiments } from '../experiments/index.js';
import { chooseModes, type Discovery, discoverInstances, fetchModes } from '../http/discover.js';
import { pause } from '../http/wait.js';
import { countOf } from '../model/words.js';
import { groupTrials, judge, type Threshold } from '../statistics/samples.js';
import { type PreviousRun, requireSameCount } from './previous-run.js';
import { type RunProgress, runSchedule, type ScheduleOptions } from './schedule.js';

interface RunOptions extends ScheduleOptions {
  /** Names of modes; none means all that the server offers. */
  readonly modes: readonly string[];
  readonly thresholds: readonly Threshold[];
}

export interface LoadTestContext {
  readonly url: URL;
  /** Aborted to stop the run; the report then has the finished trials. */
  readonly signal: AbortSignal;
  /** Product to version, from the program that started the servers. */
  readonly versions?: Readonly<Record<string, string>>;
  /** The secrets of the instances, where they are known. */
  readonly secrets?: KnownSecrets;
  /** The faults that can be injected; undefined where none can. */
  readonly faults?: Faults | undefined;
  /** The machines that can fail; undefined where none can. */
  readonly machines?: Machines | undefined;
  /** The run to resume: its trials are not repeated, and its settings are the options. */
  readonly previousRun?: PreviousRun | undefined;
}

/** Prints and writes nothing. @throws ExitError, with a sentence for people, when there is nothing to measure */
export async function runLoadTest(
  options: RunOptions,
  { url, signal, versions = {}, secrets, faults, machines, previousRun }: LoadTestContext,
  progress: RunProgress,
): Promise<ReportDocument> {
  progress.show(`Discovering instances at ${url.href} …`);
  const offered = await fetchModes(url, signal);
  const modes = chooseModes(offered, options.modes);
  const { instances, server } = await discoverRunning(url, faults, signal, progress);
  if (previousRun) {
    requireSameCount(previousRun, instances.length);
    progress.say(`Resuming ${previousRun.folder}.`);
  }
  progress.say(`${countOf(instances.length, 'instances')}, ${countOf(modes.length, 'modes')}.`);
  const { runnable, skipped } = splitRunnable(options.experiments, faults, machines, instances.length);
  for (const { experiment, reason } of skipped) progress.say(`${experiment}: not run here. ${reason}`);

  const { trials, failedTrials } = await runSchedule(
    { ...options, experiments: runnable },
    { url, modes, instances, signal, secrets, faults, machines },
    progress,
    previousRun?.report.trials,
  );
  return {
    schemaVersion: 1,
    interrupted: signal.aborted,
    ...(previousRun && { resumedFrom: previousRun.report.environment.date }),
    environment: describeEnvironment(url, instances, { ...(server && { balancer: server }), ...versions }),
    settings: describeSettings(options, modes),
    trials,
    failedTrials,
    ...(skipped.length > 0 && { skipped }),
    thresholds: judge(options.thresholds, groupTrials(trials)),
  };
}

/** How long the balancer may take to send requests to an instance that restarted. */
const rediscoveryMs = 10_000;

/**
 * The instances behind the balancer, once they include each one that answers at its control port. A balancer that resolves
 * names or excludes an instance after a failure finds it a second or two late, and a prediction for fewer would be wrong.
 * @throws ExitError when the balancer still leaves one out after 10 s
 */
async function discoverRunning(
  url: URL,
  faults: Faults | undefined,
  signal: AbortSignal,
  progress: Pick<RunProgress, 'show'>,
): Promise<Discovery> {
  const deadline = performance.now() + rediscoveryMs;
  for (;;) {
    const discovery = await discoverInstances(url, signal);
    // If the control ports do not answer, each fault experiment reports it.
    const running = (await faults?.instances().catch(() => undefined))?.keys() ?? [];
    const excluded = [...running].filter((id) => !discovery.instances.includes(id)).join(', ');
    if (excluded === '') return discovery;
    if (performance.now() > deadline) {
      const sentence = `The balancer at ${url.href} sends no request to ${excluded}, which answers at its control port. Wait until it does, or stop that instance.`;
      throw missingError(sentence);
    }
    progress.show(`Waiting until the balancer sends requests to ${excluded} …`);
    await pause(200, signal);
  }
}

function describeSettings(options: RunOptions, modes: readonly Mode[]): Settings {
  const { experiments: names, clients } = options;
  const [experiment = 'steady'] = names;
  const modeNames = modes.map((mode) => mode.name);
  const limits = [...new Set(options.thresholds.map(({ expression }) => expression))];
  return {
    experiment,
    experiments: names,
    modes: modeNames,
    clients,
    ...trialSettingsOf(options),
    ...(limits.length > 0 && { thresholds: limits }),
  };
}

interface Split {
  readonly runnable: readonly ExperimentName[];
  readonly skipped: readonly SkippedExperiment[];
}

/** If none of them can run, none is skipped: each then fails with its own reason. */
export function splitRunnable(
  names: readonly ExperimentName[],
  faults: Faults | undefined,
  machines?: Machines,
  instances?: number,
): Split {
  const skipped = names.flatMap((experiment) => {
    const reason = experiments[experiment].unavailableReason(faults, machines, instances);
    return reason === null ? [] : [{ experiment, reason }];
  });
  if (skipped.length === names.length) return { runnable: names, skipped: [] };
  return {
    runnable: names.filter((name) => !skipped.some(({ experiment }) => experiment === name)),
    skipped,
  };
}

/** The machine and the versions: without them, figures cannot be compared with those of another run. */
function describeEnvironment(
  url: URL,
  instances: readonly string[],
  versions: Environment['versions'],
): Environment {
  const cores = cpus();
  return {
    date: new Date().toISOString(),
    loadtest: ownVersion(),
    node: process.version,
    platform: `${platform()} ${arch()}`,
    cpu: cores[0]?.model.trim() || 'unknown',
    cpus: cores.length,
    url: url.href,
    instances,
    versions,
  };
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isVersioned ? String(manifest.version) : 'unknown';
}
