// From the values of a command's options to what is to be done: what no single option can tell is checked here.
import { type Client, clients } from '@scale-out-lab/core';
import { type ExperimentName, experimentNames } from '../experiments/index.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import type { Settings } from '../model/report.js';
import type { Threshold } from '../model/threshold.js';
import type { EngineName } from '../users/engine.js';
import { defaults, type LoadtestOptions } from './options.js';

/** What commander hands to the action of a command with the options of a load test. */
export interface OptionValues {
  readonly experiment?: readonly ExperimentName[];
  readonly client?: readonly Client[];
  readonly engine: EngineName;
  readonly users: number;
  readonly requests: number;
  readonly repeats: number;
  readonly logOuts: number;
  readonly families: number;
  readonly faultRate: number;
  readonly faultRequests: number;
  /** The folder of a report, or true for the latest one that was interrupted. */
  readonly resume?: string | true;
  readonly json?: boolean;
  readonly threshold?: readonly Threshold[];
  readonly reports: string | false;
}

interface Circumstances {
  /** The experiments of a run for which none is named. */
  readonly byDefault?: readonly ExperimentName[];
  /** What the first part of a resumed run was told; it goes for the second part too. */
  readonly resumed?: Settings | undefined;
}

/** @throws LoadtestFailure (exit code 2) that says what would be accepted */
export function parseLoadtestOptions(
  modes: readonly string[],
  values: OptionValues,
  { byDefault = defaults.experiments, resumed }: Circumstances = {},
): LoadtestOptions {
  const { experiment: names = byDefault, client = clients, threshold = [], json = false, reports } = values;
  const asked = resumed ?? { ...values, modes, experiments: names, clients: client };
  const { engine, users, requests, repeats, logOuts, families, faultRate, faultRequests } = asked;
  if (requests < users) {
    const sentence = `--requests is ${requests}, but there are ${users} users; expected at least one request for each.`;
    throw new LoadtestFailure(exitCodes.usage, sentence);
  }
  if (threshold.length > 0 && !asked.experiments.includes('steady')) {
    const sentence =
      '--threshold limits what the experiment "steady" measures; expected it among --experiment.';
    throw new LoadtestFailure(exitCodes.usage, sentence);
  }
  return {
    modes: asked.modes,
    experiments: experimentNames.filter((each) => asked.experiments.includes(each)),
    clients: clients.filter((each) => asked.clients.includes(each)),
    engine,
    users,
    requests,
    repeats,
    logOuts,
    families,
    faultRate,
    faultRequests,
    json,
    thresholds: threshold,
    reports: reports === false ? null : reports,
  };
}
