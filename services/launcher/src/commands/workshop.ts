// `npm run workshop`: prepares a machine for the workshop, resets the running lab, and shows or checks a step.
// `check`, which is `npm run doctor`, needs no package and is in setup/doctor.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Environment,
  environmentReader,
  exitCodes,
  languageOfLocale,
  languages,
  usageError,
} from '@scale-out-lab/core';
import type { WorkshopView } from '@scale-out-lab/core/wire';
import { localUrl, parseCommandLine, trustFile } from '@scale-out-lab/loadtest';
import { Command, Option } from 'commander';
import { authorityFile } from '../cluster/certificate.js';
import { parseAddress, tlsFolderOf } from '../config.js';
import { urlOf } from '../process/port.js';
import { runCommand } from '../process/run-command.js';
import { hasDocker, saveImages } from '../workshop/images.js';
import { askLab, resetLab } from '../workshop/running-lab.js';
import { findStep, renderCheck, renderStep } from '../workshop/step.js';
import { workshopCommandTexts } from '../workshop/texts.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const say = (text: string) => process.stderr.write(`workshop: ${text}\n`);

const examples = `
Examples:
  npm run workshop -- check             is this machine ready? (npm run doctor)
  npm run workshop -- prepare           the day before, with a network
  npm run workshop -- step 4            the tasks of step 4
  npm run workshop -- step 4 --check    the same, with a mark at each task that is done
  npm run workshop -- reset             before the next group

LAB_ADDRESS and LAB_PORT hold the address of the lab of this machine, as for
npm start (127.0.0.1, 8080). HOST_KEY is the host's key of a lab that is open to
a network.
Exit codes: 0 done, 1 the reset failed, 2 wrong usage, 3 not done or something
is missing, 130 interrupted.`;

interface Options {
  readonly lang: (typeof languages)[number];
  readonly url?: string;
  readonly docker: boolean;
  readonly images: string;
  readonly check?: boolean;
}

type Chosen = (options: Options, signal: AbortSignal) => Promise<number>;
let chosen: Chosen | undefined;

await runCommand(async (signal) => {
  const command = parseCommandLine(describe());
  if (!chosen) throw usageError(`Name a command.\n${command.helpInformation()}`);
  return chosen(command.optsWithGlobals<Options>(), signal);
}, process.env);

function describe(): Command {
  const command = new Command('npm run workshop --')
    .description('Prepares and supports a workshop.')
    .addOption(
      new Option('--lang <language>', 'of the output')
        .choices(languages)
        .default(languageOfLocale(process.env), 'from the locale'),
    )
    .addHelpText('after', examples);
  const add = (name: string, description: string, run: (args: readonly string[]) => Chosen) => {
    const sub = command.command(name).description(description);
    return sub.action((...args: readonly string[]) => {
      chosen = (options, signal) => run(args)({ ...options, ...sub.opts() }, signal);
    });
  };
  command
    .command('check')
    .description('Checks whether this machine is ready: ✓, or the command that fixes it.');
  add('prepare', 'Downloads and builds everything, so that the room needs no network.', () => prepare)
    .option('--no-docker', 'skips the images of the containers')
    .option('--images <file>', 'where to save the images, if Docker runs', 'lab-images.tar');
  add(
    'reset',
    'Resets the running lab: keys, instances, persistence, log-ins and counts.',
    () => reset,
  ).option('--url <url>', 'of the lab (default: this machine, at LAB_PORT or 8080)');
  add(
    'step',
    'Shows the tasks of a step.',
    ([number = '']) =>
      (options, signal) =>
        step(number, options, signal),
  )
    .argument('<number>', 'of the step, or its name')
    .option('--check', 'marks the tasks that are done in the running lab')
    .option('--url <url>', 'of the lab (default: this machine, at LAB_PORT or 8080)');
  return command;
}

/** The packages and the builds are there already: run.mjs sets them up before any command. */
async function prepare({ lang, docker, images }: Options, signal: AbortSignal): Promise<number> {
  const texts = workshopCommandTexts[lang];
  const file = resolve(root, images);
  const isReady = docker && (await hasDocker(signal));
  if (signal.aborted) return exitCodes.interrupted;
  if (isReady) {
    await saveImages({ root, file, signal, say, texts });
    process.stdout.write(`${texts.saved(file)}\n`);
  } else if (docker) say(texts.noDocker);
  process.stdout.write(`${texts.ready}\n`);
  return exitCodes.ok;
}

async function reset(options: Options, signal: AbortSignal): Promise<number> {
  const texts = workshopCommandTexts[options.lang];
  say(texts.resetting);
  await resetLab(labOf(options, signal));
  process.stdout.write(`${texts.isReset}\n`);
  return exitCodes.ok;
}

async function step(number: string, options: Options, signal: AbortSignal): Promise<number> {
  const found = findStep(number);
  const lab = labOf(options, signal);
  const shown = { language: options.lang, url: lab.url, width: Math.min(process.stdout.columns ?? 80, 100) };
  if (!options.check) {
    process.stdout.write(renderStep(found, shown));
    return exitCodes.ok;
  }
  const view = (await (await askLab(lab, 'GET', 'workshop')).json()) as WorkshopView;
  const { isDone, text } = renderCheck(found, view, shown);
  process.stdout.write(text);
  return isDone ? exitCodes.ok : exitCodes.missing;
}

function labOf({ url, lang }: Options, signal: AbortSignal) {
  const read = environmentReader(process.env);
  const local = localOrigin(process.env);
  const tlsFolder = tlsFolderOf(process.env);
  if (tlsFolder !== undefined) trustFile(authorityFile(tlsFolder));
  const origin = url === undefined ? local : read.text('--url', url, isOrigin, 'http://host:port');
  const hostKey = parseHostKey(process.env);
  return { url: origin.replace(/\/$/, ''), language: lang, hostKey, signal };
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/@?#]+\/?$/.test(text) && URL.canParse(text);
}

/** A header takes no other characters. @throws ExitError (2), which does not show the key */
function parseHostKey({ HOST_KEY: key = '' }: Environment): string | undefined {
  if (/^[!-~]*$/.test(key)) return key || undefined;
  throw usageError('HOST_KEY is not the key of a host; copy the text after "host=" in the link of the host.');
}

/** Where the lab of this machine answers, with the settings of `npm start`. */
function localOrigin(env: Environment): string {
  const local = localUrl(env);
  const address = parseAddress('LAB_ADDRESS', env.LAB_ADDRESS || '127.0.0.1');
  local.hostname = new URL(urlOf(address, 1)).hostname;
  return local.origin;
}
