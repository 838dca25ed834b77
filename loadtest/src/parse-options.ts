// From the values of a command's options to what is to be done: what no single option can tell is checked here.
import { type Client, clients } from '@scale-out-lab/modes';
import { type ExperimentName, experimentNames } from './experiments/index.js';
import { exitCodes, LoadtestFailure } from './failure.js';
import { defaults, type LoadtestOptions } from './options.js';
import type { Threshold } from './threshold.js';
import type { EngineName } from './users/engine.js';

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
  readonly json?: boolean;
  readonly threshold?: readonly Threshold[];
  readonly reports: string | false;
}

/** @throws LoadtestFailure (exit code 2) that says what would be accepted */
export function parseLoadtestOptions(
  modes: readonly string[],
  values: OptionValues,
  byDefault: readonly ExperimentName[] = defaults.experiments,
): LoadtestOptions {
  const { experiment = byDefault, client = clients, threshold = [], json = false } = values;
  const { engine, users, requests, repeats, logOuts, families, faultRate, faultRequests, reports } = values;
  if (requests < users) {
    const sentence = `--requests is ${requests}, but there are ${users} users; expected at least one request for each.`;
    throw new LoadtestFailure(exitCodes.usage, sentence);
  }
  if (threshold.length > 0 && !experiment.includes('steady')) {
    const sentence =
      '--threshold limits what the experiment "steady" measures; expected it among --experiment.';
    throw new LoadtestFailure(exitCodes.usage, sentence);
  }
  return {
    modes,
    experiments: experimentNames.filter((each) => experiment.includes(each)),
    clients: clients.filter((each) => client.includes(each)),
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
