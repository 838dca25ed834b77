// The settings file of a probe: the options of the command line, in YAML or JSON. The command line wins.
import { usageError, wrongValue } from '@scale-out-lab/core';
import { Command, CommanderError } from 'commander';
import { parseDocument } from 'yaml';
import { isRecord } from '../model/answer.js';
import { addProbeOptions, nameOf, options, type ProbeValues, warnOfTypedSecret } from './options.js';

type Entry = (typeof options)[keyof typeof options] & {
  readonly low?: number;
  readonly high?: number;
  readonly isOutsideSettings?: boolean;
};
const entries = Object.values<Entry>(options).filter(({ isOutsideSettings }) => !isOutsideSettings);
const takesBoth = ({ flags }: Entry) => flags.includes('[');
const takesValue = ({ flags }: Entry) => /[<[]/.test(flags);

/** loadtest/probe-settings.schema.json is written from this. */
export const settingsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:scale-out-lab:probe-settings:1',
  title: 'Settings of a probe',
  description: 'What `npm run probe -- --settings <file>` reads: the options without their dashes.',
  type: 'object',
  properties: {
    url: { type: 'string', description: 'address of the application, such as https://shop.example' },
    ...Object.fromEntries(entries.map((each) => [nameOf(each), propertyOf(each)])),
  },
  additionalProperties: false,
} as const;

function propertyOf(entry: Entry) {
  const { low, high, help: description } = entry;
  if (low !== undefined)
    return {
      type: takesBoth(entry) ? ['integer', 'boolean'] : 'integer',
      minimum: low,
      maximum: high,
      description,
    };
  return { type: takesValue(entry) ? 'string' : 'boolean', description };
}

/**
 * Gives the command each option of the file that its command line does not set.
 * @returns the address in the file
 * @throws ExitError (2) that names the member that is wrong; it shows no secret
 */
export function applySettings(command: Command, path: string, text: string): string | undefined {
  const { url, ...members } = readMembers(path, text);
  const file = parseMembers(path, members);
  const secret = warnOfTypedSecret(file.opts<ProbeValues>());
  if (secret !== undefined)
    throw usageError(`A secret is written in ${path}. Write $NAME, and set NAME in the environment.`);
  for (const name of Object.keys(options)) {
    const isInFile = file.getOptionValueSource(name) === 'cli';
    if (isInFile && command.getOptionValueSource(name) !== 'cli')
      command.setOptionValueWithSource(name, file.getOptionValue(name), 'config');
  }
  return url === undefined ? undefined : String(url);
}

function readMembers(path: string, text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text);
  const [error] = document.errors;
  // The text of the error shows a part of the file.
  if (error)
    throw usageError(`${path} is not YAML or JSON: line ${error.linePos?.[0].line} (${error.code}).`);
  const members: unknown = document.toJS();
  if (!isRecord(members) || Array.isArray(members))
    throw usageError(`${path} is not a list of settings such as "check: GET /account".`);
  const known = Object.keys(settingsSchema.properties);
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongValue(`A setting of ${path}`, unknown, `one of ${known.join(', ')}`);
  return members;
}

/** Reads the members like a command line, so that both have one parser. */
function parseMembers(path: string, members: Readonly<Record<string, unknown>>): Command {
  const file = addProbeOptions(new Command()).exitOverride();
  file.configureOutput({ writeErr: () => {} });
  const args = entries.flatMap((entry) => {
    const value = members[nameOf(entry)];
    if (value === undefined || value === false) return [];
    if ((!takesValue(entry) || takesBoth(entry)) && value === true) return [`--${nameOf(entry)}`];
    if (takesValue(entry) && ['string', 'number'].includes(typeof value))
      return [`--${nameOf(entry)}=${value}`];
    throw usageError(
      `"${nameOf(entry)}" in ${path} is ${takesValue(entry) ? 'no text or number' : 'neither true nor false'}.`,
    );
  });
  try {
    return file.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [, name = '', accepts = ''] =
      /option '--([\w-]+).*is invalid\. (Expected .*)/s.exec(error.message) ?? [];
    throw usageError(`"${name}" in ${path} is wrong. ${accepts}`, { cause: error });
  }
}
