// The numbers of a load test: one entry each. The option on the command line, the field of a run request and the setting in the
// report are derived from the entry.

/** The senders of the requests of virtual users. */
export const engineNames = ['autocannon', 'undici'] as const;
export type EngineName = (typeof engineNames)[number];

interface NumberSetting {
  readonly flags: string;
  readonly min: number;
  readonly max: number;
  readonly byDefault: number;
  /** For `--help`: the counted things. */
  readonly help: string;
  /** The experiments that it applies to. */
  readonly concerns: string;
  /** For the schema of the report. */
  readonly description: string;
}

const numberSettings = {
  // 31 shares no factor with a likely number of instances.
  users: {
    flags: '--users <n>',
    min: 1,
    max: 1000,
    byDefault: 31,
    help: 'virtual users, 1 to 1000',
    concerns: 'steady',
    description: 'Virtual users of a trial.',
  },
  // 24 requests for each user: with three instances, all but one user in 5,600 reach every instance.
  requests: {
    flags: '--requests <n>',
    min: 1,
    max: 10_000_000,
    byDefault: 744,
    help: 'logged-in requests of a trial, all users together',
    concerns: 'steady',
    description: 'Logged-in requests of a trial.',
  },
  repeats: {
    flags: '--repeats <n>',
    min: 1,
    max: 100,
    byDefault: 3,
    help: 'trials of each mode and client',
    concerns: 'steady',
    description: 'Trials of each mode and client in the experiment steady.',
  },
  logOuts: {
    flags: '--log-outs <n>',
    min: 1,
    max: 100_000,
    byDefault: 400,
    help: 'log-outs of each mode that race requests in flight',
    concerns: 'logout-race; the upper limit in revocation and single-login',
    description: 'Log-outs raced against requests in flight, a mode.',
  },
  families: {
    flags: '--families <n>',
    min: 1,
    max: 10_000,
    byDefault: 20,
    help: 'refresh-token families of each mode that race',
    concerns: 'refresh-race',
    description: 'Families of refresh tokens raced, a mode.',
  },
  faultRate: {
    flags: '--fault-rate <n>',
    min: 10,
    max: 10_000,
    byDefault: 300,
    help: 'requests per second, all modes together',
    concerns: 'faults',
    description: 'Requests a second of all modes together, while something is broken.',
  },
  faultRequests: {
    flags: '--fault-requests <n>',
    min: 1,
    max: 10_000_000,
    byDefault: 1,
    help: 'minimum requests per mode',
    concerns: 'rolling-restart, rolling-update, machine-drain',
    description:
      'Minimum requests of each mode during a rolling restart or update, or the drain of a machine.',
  },
} as const satisfies Readonly<Record<string, NumberSetting>>;

type NumberSettingName = keyof typeof numberSettings;

/** The settings of every trial of a run. */
export type TrialSettings = { readonly engine: EngineName } & {
  readonly [Name in NumberSettingName]: number;
};

/** One value for each number setting. */
export function mapNumberSettings<Result>(
  toResult: (name: NumberSettingName, setting: NumberSetting) => Result,
): Readonly<Record<NumberSettingName, Result>> {
  const names = Object.keys(numberSettings) as NumberSettingName[];
  const entries = names.map((name) => [name, toResult(name, numberSettings[name])]);
  return Object.fromEntries(entries) as Record<NumberSettingName, Result>;
}

export const defaultSettings: TrialSettings = {
  engine: 'autocannon',
  ...mapNumberSettings((_name, { byDefault }) => byDefault),
};

/** Only the settings of a trial, in the order of the report. */
export function trialSettingsOf(options: TrialSettings): TrialSettings {
  return { engine: options.engine, ...mapNumberSettings((name) => options[name]) };
}
