// The options of a load test: one entry each. The command line, its help, the type, the defaults and the settings of a resumed run
// are derived from the entry.

import {
  type Client,
  catalogue,
  clients,
  defaultSettings,
  type EngineName,
  type ExperimentName,
  engineNames,
  experimentNames,
  type Language,
  languages,
  mapNumberSettings,
  usageError,
  wholeNumber,
} from '@scale-out-lab/core';
import type { Settings } from '@scale-out-lab/core/wire';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { acceptedExperiments, findExperiments } from '../experiments/index.js';
import { reportTexts } from '../report/texts/index.js';
import { wrap } from '../report/wrap.js';
import { parseThreshold, type Threshold, thresholdSyntax } from '../statistics/samples.js';

interface Entry<Value> {
  readonly flags: string;
  readonly help: string;
  /** The experiments that it applies to; missing where it applies to all. */
  readonly concerns?: string;
  readonly byDefault: Value;
  /** The default in words, for a list. */
  readonly defaultText?: string;
  /** Text to value; undefined if the text is not accepted. A flag has none. */
  readonly parse?: (text: string) => Value | undefined;
  /** For the help and the refusal of a text that is not accepted. */
  readonly accepts?: string;
  /** The option can be repeated; its lists are joined. */
  readonly isList?: true;
  /** `--no-…`, which sets the option to null. */
  readonly negation?: { readonly flags: string; readonly help: string };
  /** The report has it among its settings, from which a resumed run takes it. */
  readonly isSetting?: true;
}

const entry = <Value>(given: Entry<Value>): Entry<Value> => given;

const numbers = mapNumberSettings((_name, { flags, help, concerns, byDefault, min, max }) =>
  entry<number>({
    flags,
    help,
    concerns,
    byDefault,
    ...wholeNumber(min, max),
    isSetting: true,
  }),
);

const options = {
  experiments: entry<readonly ExperimentName[]>({
    flags: '--experiment <name>',
    help: `${experimentNames.join(', ')}, scorecard (the cost of a theft), faults (what survives a failure) or all`,
    byDefault: ['steady'],
    accepts: acceptedExperiments,
    parse: parseNames(findExperiments),
    isList: true,
    isSetting: true,
  }),
  clients: entry<readonly Client[]>({
    flags: '--client <model>',
    help: `${clients.join(', ')} or all`,
    concerns: 'steady',
    byDefault: clients,
    defaultText: 'all',
    accepts: `${clients.join(', ')} or all`,
    parse: parseNames((name) => (name === 'all' ? clients : clients.filter((client) => client === name))),
    isList: true,
    isSetting: true,
  }),
  engine: entry<EngineName>({
    flags: '--engine <name>',
    help: `${engineNames.join(' or ')}: the HTTP client of the virtual users`,
    concerns: 'steady',
    byDefault: defaultSettings.engine,
    accepts: engineNames.join(' or '),
    parse: (text) => engineNames.find((name) => name === text),
    isSetting: true,
  }),
  ...numbers,
  resume: entry<string | true | undefined>({
    flags: '--resume [dir]',
    help: 'resume the interrupted run in this folder (default: the latest), with its modes and settings',
    byDefault: undefined,
    parse: (text) => text,
  }),
  thresholds: entry<readonly Threshold[]>({
    flags: '--threshold <limit>',
    help: thresholdSyntax,
    byDefault: [],
    accepts: thresholdSyntax,
    parse: (text) => {
      const threshold = parseThreshold(text);
      return threshold && [threshold];
    },
    isList: true,
  }),
  reports: entry<string | null>({
    flags: '--reports <dir>',
    help: 'where to make a folder with report.json, report.md and report.html',
    byDefault: 'reports',
    parse: (text) => text,
    negation: { flags: '--no-reports', help: 'write no report' },
  }),
  quiet: entry<boolean>({
    flags: '--quiet',
    help: 'print no progress: only remarks, the tables and the verdict',
    byDefault: false,
  }),
  lang: entry<Language | undefined>({
    flags: '--lang <language>',
    help: `${languages.join(' or ')}: the language of the tables`,
    byDefault: undefined,
    defaultText: 'from the locale',
    accepts: languages.join(' or '),
    parse: (text) => languages.find((language) => language === text),
  }),
  json: entry<boolean>({
    flags: '--json',
    help: 'print only the report, as one JSON document, on stdout',
    byDefault: false,
  }),
};

type Options = typeof options;
type OptionName = keyof Options;
const names = Object.keys(options) as readonly OptionName[];

type OptionValues = { readonly [Name in OptionName]: Options[Name]['byDefault'] } & {
  /** Names of modes; none means all that the server offers. */
  readonly modes: readonly string[];
};
export type LoadtestOptions = Omit<OptionValues, 'resume'>;
export type GivenOptions = Partial<OptionValues>;

export const defaults: LoadtestOptions = Object.fromEntries([
  ['modes', []],
  ...names.map((name) => [name, options[name].byDefault]),
]);

/**
 * Adds `[mode...]` and the options to a command.
 * @param defaultExperiments the experiments that the command runs by default, as on the command line
 */
export function addLoadtestOptions(command: Command, defaultExperiments = 'steady'): Command {
  command.argument('[mode...]', 'modes to measure (default: all that the server offers)');
  for (const [name, each] of entries()) {
    const { flags, help, concerns, isList, negation } = each;
    const defaultText = name === 'experiments' ? defaultExperiments : describeDefault(each);
    const remarks = [
      ...(concerns === undefined ? [] : [concerns]),
      ...(isList ? ['may be repeated'] : []),
      ...(defaultText === undefined ? [] : [`default: ${defaultText}`]),
    ];
    const option = new Option(flags, remarks.length > 0 ? `${help} (${remarks.join('; ')})` : help);
    if (each.parse) option.argParser((text, earlier) => parseArgument(each, text, earlier));
    if (name === 'resume') option.conflicts(settingAttributes());
    command.addOption(option);
    if (negation) command.option(negation.flags, negation.help);
  }
  return command
    .configureHelp({ commandUsage: () => `npm run ${command.name()} -- ${command.usage()}` })
    .addHelpText('before', () => examples(command.name()))
    .addHelpText('after', helpAfter);
}

function examples(name: string): string {
  return `Examples:
  npm run ${name} -- session-memory jwt-shared-key  two modes
  npm run ${name} -- --experiment revocation        how long a copy works
  npm run ${name} -- --quiet --threshold 1%         a limit, for CI
`;
}

/** The terms that the options use: the client models, the modes and the exit codes. */
function helpAfter(): string {
  const entryOf = (word: string, meaning: string, width: number) =>
    wrap(`${word.padEnd(width)}${meaning}`, width);
  const models = clients.map((client) => entryOf(client, reportTexts.en.clients[client], 12));
  const modes = catalogue.map((mode) => entryOf(mode.name, mode.teaches.en, 24));
  return `
Client models (--client):
${models.join('\n')}

Modes:
${modes.join('\n')}

Exit codes: 0 as predicted, 2 wrong usage, 3 something is missing,
99 a prediction or threshold failed, 130 interrupted.`;
}

/** The options that a command line gave, by their names in the table. */
export function readOptions(command: Command): GivenOptions {
  const given = entries().flatMap(([name, { flags }]) => {
    const value: unknown = command.getOptionValue(new Option(flags).attributeName());
    const isGiven = command.getOptionValueSource(new Option(flags).attributeName()) === 'cli';
    return isGiven ? [[name, value === false ? null : value]] : [];
  });
  return { modes: command.args, ...Object.fromEntries(given) };
}

interface Circumstances {
  /** As for `addLoadtestOptions`. */
  readonly defaultExperiments?: string;
  /** The settings of an interrupted report, which hold for the rest of its run. */
  readonly resumed?: Settings | undefined;
}

/**
 * The options of a run: those that are given, and the defaults.
 * @throws ExitError (exit code 2) that names the accepted values
 */
export function completeOptions(
  { resume: _, ...given }: GivenOptions,
  { defaultExperiments = 'steady', resumed }: Circumstances = {},
): LoadtestOptions {
  const byDefault = { ...defaults, experiments: defaultExperiments.split(',').flatMap(findExperiments) };
  const chosen = {
    ...byDefault,
    ...(resumed && takeThresholds(resumed)),
    ...given,
    ...(resumed && takeSettings(resumed)),
  };
  const { requests, users, thresholds, experiments } = chosen;
  if (requests < users) {
    const sentence = `--requests is ${requests}, but there are ${users} users; expected at least one request for each.`;
    throw usageError(sentence);
  }
  if (thresholds.length > 0 && !experiments.includes('steady')) {
    const sentence =
      '--threshold limits the results of the experiment "steady"; expected it among --experiment.';
    throw usageError(sentence);
  }
  return {
    ...chosen,
    experiments: experimentNames.filter((each) => experiments.includes(each)),
    clients: clients.filter((each) => chosen.clients.includes(each)),
  };
}

function takeSettings(settings: Settings): Partial<LoadtestOptions> {
  const taken = entries().flatMap(([name, { isSetting }]) =>
    isSetting ? [[name, settings[name as keyof Settings]]] : [],
  );
  return { modes: settings.modes, ...Object.fromEntries(taken) };
}

/** Those of the report hold unless the command line has others. */
const takeThresholds = ({ thresholds: limits = [] }: Settings) => ({
  thresholds: limits.flatMap((limit) => parseThreshold(limit) ?? []),
});

function entries(): readonly (readonly [OptionName, Entry<unknown>])[] {
  return names.map((name) => [name, options[name] as Entry<unknown>]);
}

function settingAttributes(): string[] {
  return entries().flatMap(([, { flags, isSetting }]) =>
    isSetting ? [new Option(flags).attributeName()] : [],
  );
}

function describeDefault({ byDefault, defaultText }: Entry<unknown>): string | undefined {
  const isPlain = typeof byDefault === 'string' || typeof byDefault === 'number';
  return defaultText ?? (isPlain ? String(byDefault) : undefined);
}

function parseArgument({ parse, accepts, isList }: Entry<unknown>, text: string, earlier: unknown): unknown {
  const value = parse?.(text);
  if (value === undefined) throw new InvalidArgumentError(`Expected ${accepts}.`);
  return isList && Array.isArray(value) ? [...((earlier as unknown[]) ?? []), ...value] : value;
}

/** Names with commas between them; each can mean several. */
function parseNames<Name>(find: (name: string) => readonly Name[]) {
  return (text: string): readonly Name[] | undefined => {
    const found = text.split(',').map(find);
    return found.every((each) => each.length > 0) ? found.flat() : undefined;
  };
}
