// `npm run bench`: how fast one instance answers in each mode, next to its open route and to peers.
import { catalogue, exitCodes, usageError } from '@scale-out-lab/core';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { numberWithin } from '../number-within.js';
import { type Comparison, compare, comparisonsOf, type Round } from './comparisons.js';
import { measureRedis, measureSessionHeap } from './memory.js';
import { type BenchReport, buildReport, renderReport } from './report.js';
import { measureRounds, type RoundSettings } from './rounds.js';
import { startServers } from './servers.js';
import { openRoute, peers, replicated, targetOf } from './targets.js';

const targets = [...catalogue.map(targetOf), ...replicated, ...peers];

const exitCodeOf = { reached: exitCodes.ok, missed: exitCodes.disagreement, undecided: exitCodes.missing };

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(async (signal) => {
  const { isJson, comparisons, ...settings } = parseOptions();
  const report = await bench(comparisons, settings, signal).catch((error) => {
    // An interrupted run also fails with a meaningless error.
    if (!signal.aborted) throw error;
  });
  if (!report) return exitCodes.interrupted;
  console.log(isJson ? JSON.stringify(report, null, 2) : renderReport(report));
  return exitCodeOf[report.verdict];
}, process.env);

/** Leaves no process and no file behind. @throws when a single answer was wrong or missing */
async function bench(
  comparisons: readonly Comparison[],
  settings: RoundSettings,
  signal: AbortSignal,
): Promise<BenchReport> {
  const measured = targets.filter(({ name }) =>
    comparisons.some(({ target, to }) => [target, to].includes(name)),
  );
  const config = parseLauncherConfig(process.env);
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const onLine = (name: string, line: string) => say(`${name}: ${line}`);
  const context = { folder, guardian, signal: stopping.signal, say, onLine };
  try {
    say('starting Redis, one instance and the peers');
    const { originOf, redis, stop } = await startServers(config, measured, context);
    const undecidedOf = (rounds: readonly Round[]) => undecidedIn(rounds, comparisons);
    const rounds = await measureRounds(measured, settings, { undecidedOf, originOf, say, signal });
    say('weighing sessions');
    const inRedis = await measureRedis(redis, originOf(openRoute));
    const memory = { ...(await measureSessionHeap()), ...inRedis };
    stopping.abort();
    await stop();
    return buildReport(settings, comparisons, rounds, memory);
  } finally {
    stopping.abort();
    await guardian.end();
  }
}

function undecidedIn(rounds: readonly Round[], comparisons: readonly Comparison[]): ReadonlySet<string> {
  const ratios = comparisons.map((comparison) => compare(rounds, comparison));
  return new Set(ratios.flatMap(({ target, to, verdict }) => (verdict === 'undecided' ? [target, to] : [])));
}

interface Options extends RoundSettings {
  readonly comparisons: readonly Comparison[];
  readonly isJson: boolean;
}

/** Ends the process when the flags are wrong (exit code 2, one sentence) or help is requested. */
function parseOptions(): Options {
  const command = new Command('npm run bench --')
    .description(
      'Measures how fast one instance answers in each mode, compared with its open route and with peers.',
    )
    .argument('[names...]', 'rows of the table, with what they are compared with; all by default')
    .option('--rounds <n>', 'measurements of each target, 1 to 100', numberWithin(1, 100), 9)
    .option(
      '--max-rounds <n>',
      'how often at most, while a goal is undecided, 1 to 100',
      numberWithin(1, 100),
      30,
    )
    .option('--seconds <n>', 'duration of each in seconds, 0.2 to 60', numberWithin(0.2, 60, 'a number'), 0.4)
    .option(
      '--connections <n>',
      'users, each on a connection of their own, 1 to 1000',
      numberWithin(1, 1000),
      50,
    )
    .option('--json', 'print JSON instead of tables', false);
  const { args } = parseCommandLine(command);
  const { json, ...settings } = command.opts<RoundSettings & { json: boolean }>();
  const names = targets.map(({ name }) => name);
  const unknown = args.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw usageError(
      `The row is "${unknown}"; expected one of ${names.map((name) => `"${name}"`).join(', ')}.`,
    );
  const comparisons = comparisonsOf(catalogue).filter(
    ({ target }) => args.length === 0 || args.includes(target),
  );
  return { ...settings, comparisons, isJson: json };
}
