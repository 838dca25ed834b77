// The options of a load test: how they are written on a command line, and what they must be.
import { type Client, clients } from '@scale-out-lab/core';
import { type Command, Option } from 'commander';
import { type ExperimentName, experimentNames, nonDestructiveNames } from '../experiments/index.js';
import { type Threshold, thresholdSyntax } from '../model/threshold.js';
import { type EngineName, engineNames } from '../users/engine.js';
import { collectClients, collectExperiments, collectThresholds, wholeNumber } from './option-values.js';
import type { OptionValues } from './parse-options.js';

export interface LoadtestOptions {
  /** Names of modes; none means all that the server offers. */
  readonly modes: readonly string[];
  readonly experiments: readonly ExperimentName[];
  readonly clients: readonly Client[];
  /** What drives the users of `steady`. */
  readonly engine: EngineName;
  readonly users: number;
  /** Logged-in requests of a trial, of all users together. */
  readonly requests: number;
  readonly repeats: number;
  /** Log-outs to race against requests in flight, a mode. */
  readonly logOuts: number;
  /** Families of refresh tokens to race, a mode. */
  readonly families: number;
  /** Requests a second of all modes together, while something is broken. */
  readonly faultRate: number;
  /** How many requests each mode gets at least while the instances are restarted in turn. */
  readonly faultRequests: number;
  readonly json: boolean;
  readonly thresholds: readonly Threshold[];
  /** The folder for reports, or null for none. */
  readonly reports: string | null;
}

/**
 * 31 shares no factor with a likely number of instances; of 24 requests to one of three instances all but one user in
 * 5,600 meet each instance. Ten modes × three clients × three repeats of this take about half a minute.
 */
export const defaults = {
  experiments: ['steady'] as readonly ExperimentName[],
  engine: 'autocannon' as EngineName,
  users: 31,
  requests: 744,
  repeats: 3,
  logOuts: 400,
  families: 20,
  faultRate: 300,
  faultRequests: 1,
  reports: 'reports',
} as const;

/** What a resumed run takes from the report, and so cannot be asked for again. */
const settled = [
  'experiment',
  'client',
  'engine',
  'users',
  'requests',
  'repeats',
  'logOuts',
  'families',
  'faultRate',
  'faultRequests',
] as const satisfies readonly (keyof OptionValues)[];

/** Adds `[mode...]` and the options to a command; its action gets the modes and these values. */
export function addLoadtestOptions(
  command: Command,
  byDefault: readonly ExperimentName[] = defaults.experiments,
): Command {
  return command
    .argument('[mode...]', 'modes to measure (default: all that the server offers)')
    .addOption(
      new Option(
        '--experiment <name>',
        `${experimentNames.join(', ')}, scorecard (what a theft costs), faults (what breaks something) or all; may be repeated (default: ${nameGroup(byDefault)})`,
      ).argParser(collectExperiments),
    )
    .addOption(
      new Option(
        '--client <model>',
        `${clients.join(', ')} or all; may be repeated (default: all)`,
      ).argParser(collectClients),
    )
    .addOption(
      new Option('--engine <name>', 'what drives the users of steady')
        .choices(engineNames)
        .default(defaults.engine),
    )
    .option('--users <n>', 'virtual users, 1 to 1000', wholeNumber(1, 1000), defaults.users)
    .option(
      '--requests <n>',
      'logged-in requests of a trial, of all users together',
      wholeNumber(1, 10_000_000),
      defaults.requests,
    )
    .option('--repeats <n>', 'trials of each mode and client', wholeNumber(1, 100), defaults.repeats)
    .option(
      '--log-outs <n>',
      'log-outs to race against requests in flight, a mode',
      wholeNumber(1, 100_000),
      defaults.logOuts,
    )
    .option(
      '--families <n>',
      'families of refresh tokens to race, a mode',
      wholeNumber(1, 10_000),
      defaults.families,
    )
    .option(
      '--fault-rate <n>',
      'requests a second of all modes together, while something is broken',
      wholeNumber(10, 10_000),
      defaults.faultRate,
    )
    .option(
      '--fault-requests <n>',
      'requests of each mode, at least, while instances are restarted in turn',
      wholeNumber(1, 10_000_000),
      defaults.faultRequests,
    )
    .addOption(
      new Option(
        '--resume [dir]',
        'run what is missing of the interrupted report in this folder (default: the latest one); modes and settings are its own',
      ).conflicts([...settled]),
    )
    .option('--threshold <limit>', `${thresholdSyntax}; may be repeated`, collectThresholds)
    .option(
      '--reports <dir>',
      'folder in which a folder with report.json, report.md and report.html is made',
      defaults.reports,
    )
    .option('--no-reports', 'write no report')
    .option('--json', 'print the report as one JSON document, and nothing else, on stdout');
}

function nameGroup(names: readonly ExperimentName[]): string {
  return names.length === nonDestructiveNames.length ? 'steady and scorecard' : names.join(', ');
}
