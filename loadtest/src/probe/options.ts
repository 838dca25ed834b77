// The options of the probe: one entry each, from which the command line and its help are derived.
import { languages, wholeNumber } from '@scale-out-lab/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ProbePlan } from './plan.js';
import { parseJsonProof } from './proof.js';
import { findTypedSecret, parseRequest, requestSyntax, variablesOf } from './request.js';

interface Entry {
  readonly flags: string;
  readonly help: string;
  readonly byDefault?: number | string;
  /** Undefined if the text is not accepted. */
  readonly parse?: (text: string) => unknown;
  readonly accepts?: string;
  /** The lowest and the highest whole number. */
  readonly low?: number;
  readonly high?: number;
  /** No settings file has it. */
  readonly isOutsideSettings?: true;
}

const whole = (low: number, high: number) => ({ low, high, ...wholeNumber(low, high) });
const request = { accepts: requestSyntax, parse: parseRequest };
const header = {
  accepts: 'a header such as "Authorization: $TOKEN"',
  parse: (text: string) => (/^[\w-]+:\s*\S/.test(text) ? text : undefined),
};

export const options = {
  settings: {
    flags: '--settings <file>',
    help: 'the address and options in a YAML or JSON file; options of the command line take precedence',
    isOutsideSettings: true,
  },
  login: {
    flags: '--login <request>',
    help: 'the log-in; a body that begins with { is JSON, any other is a form; $NAME is a variable of the environment, … is $PROBE_PASSWORD',
    ...request,
  },
  fromCurl: {
    flags: '--from-curl <file>',
    help: 'the log-in as a curl command in this file, as browsers copy it; - reads stdin',
  },
  fromHar: { flags: '--from-har <file>', help: "the log-in from a browser's recording in this file" },
  check: {
    flags: '--check <request>',
    help: 'a request that succeeds only for a logged-in user',
    ...request,
  },
  expect: { flags: '--expect <text>', help: 'the text in its answer that proves the log-in' },
  expectJson: {
    flags: '--expect-json <path=value>',
    help: 'the member of its JSON answer that proves it, such as user.name=alice',
    accepts: 'a path and a value, such as user.name=alice',
    parse: parseJsonProof,
  },
  expectStatus: {
    flags: '--expect-status <number>',
    help: 'the status that proves it (default: 200 to 299)',
    ...whole(200, 599),
  },
  logOut: {
    flags: '--log-out <request>',
    help: 'logs out once, and then replays the old credential',
    ...request,
  },
  refresh: {
    flags: '--refresh <request>',
    help: 'the renewal of the credential, which several tabs send at once: POST /refresh {"refresh_token":"{refresh_token}"}; {name} is a member of the answer to the log-in',
    ...request,
  },
  csrf: {
    flags: '--csrf <page field>',
    help: 'the page with a CSRF token, and its field: "/login _csrf"',
    accepts: 'a path and a name, such as "/login _csrf"',
    parse: parseCsrf,
  },
  csrfHeader: { flags: '--csrf-header <name>', help: 'sends the CSRF token in this header' },
  tokenPath: {
    flags: '--token-path <path>',
    help: 'the member of the JSON answer to the log-in that is the token',
  },
  tokenHeader: {
    flags: '--token-header <name>',
    help: 'the header that carries the token',
    byDefault: 'Authorization',
  },
  credential: {
    flags: '--credential <header>',
    help: 'a credential that is given, instead of --login',
    ...header,
  },
  basic: {
    flags: '--basic <user:password>',
    help: 'HTTP Basic, for the log-in or else for every check',
    accepts: 'a user and a password, such as alice:$PASSWORD',
    parse: (text: string) => (/^[^:]+:./.test(text) ? text : undefined),
  },
  users: { flags: '--users <number>', help: 'log-ins on fresh connections', byDefault: 16, ...whole(1, 200) },
  checks: {
    flags: '--checks <number>',
    help: 'checks for each of them (default: enough for a verdict)',
    ...whole(1, 10_000),
  },
  rate: { flags: '--rate <number>', help: 'requests per second, at most', byDefault: 20, ...whole(1, 2000) },
  precision: {
    flags: '--precision <number>',
    help: 'largest number of instances to tell from one more by the rate alone',
    byDefault: 3,
    ...whole(2, 10),
  },
  timeout: {
    flags: '--timeout <seconds>',
    help: 'how long an answer may take',
    byDefault: 10,
    ...whole(1, 120),
  },
  sourceAddress: {
    flags: '--source-address <addresses>',
    help: 'other addresses of this machine to connect from (default: on loopback, 127.x.0.1)',
  },
  ca: { flags: '--ca <file>', help: 'trust the authority whose certificate is in this file, too' },
  insecure: { flags: '--insecure', help: 'accept any certificate; the report notes this' },
  iMay: { flags: '--i-may', help: 'do not ask for confirmation before sending load to another machine' },
  watch: {
    flags: '--watch [seconds]',
    help: 'instead of measuring, check the users until Ctrl-C, or for the given seconds, while you restart, scale or fail over; exit code 99 if a user is logged out or log-in is broken, 3 if no user was logged in, else 0',
    ...whole(1, 86_400),
  },
  threshold: {
    flags: '--threshold <limit>',
    help: 'the failure rate that is still healthy, such as failed<0.1% (default: failed<0.3%)',
    accepts: 'a limit such as failed<0.1%',
    parse: parseLimit,
  },
  markdown: { flags: '--markdown <file>', help: 'also write the report as Markdown, for a pull request' },
  junit: { flags: '--junit <file>', help: 'also write the report as JUnit XML, for a build server' },
  html: { flags: '--html <file>', help: 'also write the report as one HTML file' },
  raw: {
    flags: '--raw <file>',
    help: 'also keep every answer to a check, to judge it again with --from-run; keep the file private',
  },
  fromRun: {
    flags: '--from-run <file>',
    help: 'send nothing, and judge the answers that --raw or --bundle kept',
    isOutsideSettings: true,
  },
  bundle: {
    flags: '--bundle <file>',
    help: 'also keep the answers without secrets and personal data, for a bug report',
  },
  lang: {
    flags: '--lang <language>',
    help: `${languages.join(' or ')}: the language of the report (default: from the locale)`,
    accepts: languages.join(' or '),
    parse: (text) => languages.find((language) => language === text),
    isOutsideSettings: true,
  },
  json: { flags: '--json', help: 'print only the report, as one JSON document, on stdout' },
} as const satisfies Record<string, Entry>;

/** The name of an option without its dashes. */
export const nameOf = ({ flags }: Pick<Entry, 'flags'>): string => /^--([\w-]+)/.exec(flags)?.[1] ?? '';

type Options = typeof options;

/** The result of `parse`. An option without `parse` has its text, or is true if it takes no value. */
type ValueOf<Option> = Option extends { readonly parse: (text: string) => infer Value }
  ? NonNullable<Value>
  : Option extends { readonly flags: `${string}<${string}` }
    ? string
    : boolean;

/** An option with an optional value is true without it. */
type WithoutValue<Option> = Option extends { readonly flags: `${string}[${string}` } ? true : never;

type WithDefault = {
  [Name in keyof Options]: Options[Name] extends { readonly byDefault: unknown } ? Name : never;
}[keyof Options];

/** Each option by its name; those without a default may be missing. */
export type ProbeValues = {
  readonly [Name in WithDefault]: ValueOf<Options[Name]>;
} & {
  readonly [Name in Exclude<keyof Options, WithDefault>]?:
    | ValueOf<Options[Name]>
    | WithoutValue<Options[Name]>;
};

export function addProbeOptions(command: Command): Command {
  command.argument('[url]', 'address of the application, such as https://shop.example');
  for (const each of Object.values<Entry>(options)) {
    const option = new Option(each.flags, each.help);
    if (each.byDefault !== undefined) option.default(each.byDefault);
    const { parse, accepts } = each;
    if (parse)
      option.argParser((text: string) => {
        const value = parse(text);
        if (value === undefined) throw new InvalidArgumentError(`Expected ${accepts}.`);
        return value;
      });
    command.addOption(option);
  }
  return command;
}

/** The options that can hold a secret. */
function placesOfSecrets({ login, check, logOut, refresh, credential, basic }: ProbeValues) {
  const bodies = [login, check, logOut, refresh].map((request) => request?.body);
  return { bodies, credentials: [credential, basic] };
}

/** The variables that the command line names. */
export function variablesIn(values: ProbeValues): readonly string[] {
  const { bodies, credentials } = placesOfSecrets(values);
  return [...bodies, ...credentials].flatMap(variablesOf);
}

/** A sentence about a secret that was typed on the command line; undefined if there is none. */
export function warnOfTypedSecret(values: ProbeValues): string | undefined {
  const { bodies, credentials } = placesOfSecrets(values);
  const field = bodies.map(findTypedSecret).find((name) => name !== undefined);
  const isTyped =
    field !== undefined || credentials.some((text) => text !== undefined && !/\$[A-Za-z_]|…/.test(text));
  if (!isTyped) return undefined;
  const what = field === undefined ? 'A secret' : `The value of "${field}"`;
  return `${what} is on the command line, where every process of this machine can read it. Write $NAME, and set NAME in the environment.`;
}

function parseLimit(text: string): { readonly limit: number } | undefined {
  const [, number, percent] = /^(?:failed|failureRate)\s*<\s*(\d*\.?\d+)(%?)$/.exec(text.trim()) ?? [];
  const limit = Number(number) / (percent ? 100 : 1);
  return limit > 0 && limit < 1 ? { limit } : undefined;
}

function parseCsrf(text: string): ProbePlan['csrf'] {
  const [, path = '', field = ''] = /^(?:GET\s+)?(\/\S*)\s+(\S+)$/.exec(text.trim()) ?? [];
  return field === '' ? undefined : { page: { method: 'GET', path, body: undefined }, field };
}
