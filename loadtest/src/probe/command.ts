// The command: reads arguments, environment and signals, announces the planned requests, probes, and sets the exit code.
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import {
  exitCodes,
  type Language,
  languageOfLocale,
  missingError,
  usageError,
  wrongValue,
} from '@scale-out-lab/core';
import type { ProbeRecording, ProbeReport } from '@scale-out-lab/core/wire';
import { Command } from 'commander';
import { createProgress, runProgram } from '../cli/command.js';
import { isLoopback } from '../http/connection.js';
import { trustFile } from '../http/trust.js';
import { countOf } from '../model/words.js';
import { sanitise } from './bundle.js';
import { renderJUnit, renderProbeMarkdown } from './files.js';
import { renderProbeHtml } from './html.js';
import { addProbeOptions, type ProbeValues, variablesIn, warnOfTypedSecret } from './options.js';
import { mostRequests, type ProbePlan } from './plan.js';
import { judgeRecording, parseRecording } from './recording.js';
import { renderProbe, renderSummary } from './render.js';
import { recordProbe } from './run-probe.js';
import { askForSecrets } from './secrets.js';
import { applySettings } from './settings.js';
import { probeTexts, translateReport } from './texts/index.js';
import { toPlan } from './to-plan.js';

/** @param name how this program is started */
const examplesOf = (name: string) => `
  PASSWORD=… ${name} https://shop.example \\
    --login 'POST /login user=alice&password=$PASSWORD' \\
    --check 'GET /account' --expect Alice

  ${name} https://api.example --token-path access_token \\
    --login 'POST /token {"user":"alice","password":"$PASSWORD"}' \\
    --check 'GET /me' --expect-json name=alice

  ${name} http://127.0.0.1:8080 --csrf '/login _csrf' \\
    --login 'POST /login user=alice&password=$PASSWORD' \\
    --check 'GET /account' --expect Alice --log-out 'POST /logout'`;
const codes = `
Exit codes: 0 healthy, 2 wrong usage, 3 undecided or not reachable, 99 broken, 130 interrupted.
With --watch: 99 if a user is logged out or log-in is broken, 3 if none was logged in, else 0; Ctrl-C ends it with the report.`;

const codeOf = {
  healthy: exitCodes.ok,
  broken: exitCodes.disagreement,
  undecided: exitCodes.missing,
} as const;

/** Runs the probe with the arguments and the environment of this process. @param name how it is started, for the help */
export async function runProbeCommand(name: string): Promise<void> {
  const command = addProbeOptions(new Command(name))
    .description(
      `Probes whether log-in survives several instances of a web application, and names the cause if not.\n${examplesOf(name)}`,
    )
    .addHelpText('after', codes);
  await runProgram(command, run);
}

async function run(parsed: Command, signal: AbortSignal): Promise<number> {
  const inFile = readSettings(parsed);
  const values = parsed.opts<ProbeValues>();
  const address = parsed.args[0] ?? inFile ?? '';
  const { fromRun, threshold } = values;
  const recording =
    fromRun === undefined
      ? await probe(address, values, signal)
      : await parseRecording(fromRun, readTextFile('--from-run', fromRun));
  // The answers are written first, so that a later failure does not lose them.
  const unkept = await writeAll(keptFiles(values, recording));
  const report = judgeRecording({ ...recording, limit: threshold?.limit ?? recording.limit });
  const language = values.lang ?? languageOfLocale(process.env);
  print(report, values.json ?? false, language);
  const unwritten = [...unkept, ...(await writeAll(reportFiles(values, report, language)))];
  if (unwritten.length > 0) throw missingError(unwritten.join('\n'));
  if (report.watch) return codeOfWatch(report, report.watch.users);
  if (signal.aborted) return exitCodes.interrupted;
  const isExceeded = threshold !== undefined && report.failureRate >= threshold.limit;
  return isExceeded ? exitCodes.disagreement : codeOf[report.verdict];
}

/** A watch that ran is no verdict about the rest, so only a broken one counts. */
function codeOfWatch({ verdict }: ProbeReport, users: number): number {
  if (verdict === 'broken') return exitCodes.disagreement;
  return users === 0 ? exitCodes.missing : exitCodes.ok;
}

/** On a terminal that reads line by line, Ctrl-C is a key, and no signal. */
const interrupt = () => process.kill(process.pid, 'SIGINT');

async function probe(address: string, values: ProbeValues, signal: AbortSignal): Promise<ProbeRecording> {
  const { env, stdin: input, stderr: output } = process;
  trustFile(values.ca);
  const secrets = await askForSecrets(variablesIn(values), env, { input, output, signal, interrupt });
  const written = toPlan(address, values, secrets, (path) => readFileSync(path, 'utf8'));
  // A log-in on this machine can redirect to another machine. Only --i-may allows that.
  const plan = { ...written, isLoopbackOnly: isLoopback(written.url) && !values.iMay };
  const progress = createProgress(process.stderr);
  const warning = warnOfTypedSecret(values);
  if (warning !== undefined) progress.say(`Warning: ${warning}`);
  progress.say(announce(plan));
  await askBeyondLoopback(plan, values.iMay ?? false, signal);
  const recording = await recordProbe(plan, { signal, show: progress.show });
  progress.clear();
  return recording;
}

interface OutputFile {
  /** Undefined: the file is not wanted. */
  readonly path: string | undefined;
  readonly render: () => string;
  readonly mode?: number;
}

const keptFiles = ({ raw, bundle }: ProbeValues, recording: ProbeRecording): readonly OutputFile[] => [
  { path: raw, render: () => `${JSON.stringify(recording)}\n`, mode: privateMode },
  { path: bundle, render: () => `${JSON.stringify(sanitise(recording), null, 1)}\n` },
];

function reportFiles(
  { markdown, junit, html }: ProbeValues,
  report: ProbeReport,
  language: Language,
): readonly OutputFile[] {
  const texts = probeTexts[language];
  const translated = translateReport(report, language);
  return [
    { path: markdown, render: () => renderProbeMarkdown(translated, texts) },
    { path: junit, render: () => renderJUnit(report) },
    { path: html, render: () => renderProbeHtml(translated, texts) },
  ];
}

/** @returns the address in the settings file, if there is one */
function readSettings(parsed: Command): string | undefined {
  const { settings } = parsed.opts<ProbeValues>();
  if (settings === undefined) return undefined;
  return applySettings(parsed, settings, readTextFile('--settings', settings));
}

/** @throws ExitError (2) when the file cannot be read */
function readTextFile(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw wrongValue(flag, path, 'a file that can be read', { cause });
  }
}

/** Where nothing was measured, the summary has the reason, and the tables would be empty. */
function print(report: ProbeReport, isJson: boolean, language: Language): void {
  const texts = probeTexts[language];
  const translated = translateReport(report, language);
  const isMeasured = report.parts.length > 0;
  if (isJson || isMeasured)
    process.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : renderProbe(translated, texts));
  process.stderr.write(`${renderSummary(translated, texts)}\n`);
}

const privateMode = 0o600;

/** @returns a sentence for each file that cannot be written; it keeps none of the others from being written */
async function writeAll(files: readonly OutputFile[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { path, render, mode } of files) {
    if (path === undefined) continue;
    try {
      await write(path, render(), mode);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      failures.push(`"${path}" cannot be written (${code ?? message}). Name another file.`);
    }
  }
  return failures;
}

async function write(path: string, text: string, mode = 0o666): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    // The mode of `open` is for a new file alone.
    if (mode === privateMode && (await file.stat()).isFile()) await file.chmod(mode);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

function announce(plan: ProbePlan): string {
  const { logIns, requests } = mostRequests(plan);
  const tls = plan.isTlsVerified ? '' : ' Certificates are not verified.';
  const isEndless = requests === Number.POSITIVE_INFINITY;
  const size = isEndless
    ? countOf(logIns, 'log-ins')
    : `at most ${countOf(requests, 'requests')}, ${countOf(logIns, 'log-ins')} among them`;
  const time = isEndless ? 'checks until Ctrl-C' : `for about ${Math.ceil(requests / plan.rate)} s`;
  return `Will send to ${plan.url.origin}: ${size}, at most ${plan.rate} a second, ${time}.${tls}`;
}

/** @throws ExitError (2) without a terminal to answer on, or when the answer is no */
async function askBeyondLoopback({ url }: ProbePlan, isAllowed: boolean, signal: AbortSignal): Promise<void> {
  if (isAllowed || isLoopback(url)) return;
  if (!process.stdin.isTTY)
    throw usageError(`${url.host} is not this machine. Add --i-may if you may send this load to it.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', interrupt);
  try {
    const answer = await terminal.question(`May you send this load to ${url.host}? [y/N] `, { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw usageError('Nothing was sent.');
  } finally {
    // A terminal that is open would keep the process running after Ctrl-C.
    terminal.close();
  }
}
