// `npm run bench`: how fast one instance answers in each mode, beside its open route and beside peers.
import { catalogue } from '@scale-out-lab/core';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { numberWithin } from '../number-within.js';
import { compare, comparisonsOf, type Round } from './comparisons.js';
import { measureRedis, measureSessionHeap } from './memory.js';
import { type BenchReport, buildReport, renderReport } from './report.js';
import { measureRounds, type RoundSettings } from './rounds.js';
import { startServers } from './servers.js';
import { openRoute, peers, targetOf } from './targets.js';

const comparisons = comparisonsOf(catalogue);
const exitCodes = { reached: 0, missed: 99, undecided: 3 };

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(
  async (signal) => {
    const { isJson, ...settings } = parseOptions();
    const report = await bench(settings, signal).catch((error) => {
      // What is stopped half-way fails in some way or other.
      if (!signal.aborted) throw error;
    });
    if (!report) return 130;
    console.log(isJson ? JSON.stringify(report, null, 2) : renderReport(report));
    return exitCodes[report.verdict];
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);

/** Leaves no process and no file behind. @throws when a single answer was wrong or missing */
async function bench(settings: RoundSettings, signal: AbortSignal): Promise<BenchReport> {
  const config = parseLauncherConfig(process.env);
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const onLine = (name: string, line: string) => say(`${name}: ${line}`);
  const context = { folder, guardian, signal: stopping.signal, say, onLine };
  try {
    say('starting Redis, one instance and the peers');
    const { originOf, redis, stop } = await startServers(config, context);
    const targets = [...catalogue.map(targetOf), ...peers];
    const rounds = await measureRounds(targets, settings, { undecidedOf, originOf, say, signal });
    say('weighing sessions');
    const inRedis = await measureRedis(redis, originOf(openRoute));
    const memory = { ...(await measureSessionHeap(context)), ...inRedis };
    stopping.abort();
    await stop();
    return buildReport(settings, comparisons, rounds, memory);
  } finally {
    stopping.abort();
    await guardian.end();
  }
}

function undecidedOf(rounds: readonly Round[]): ReadonlySet<string> {
  const ratios = comparisons.map((comparison) => compare(rounds, comparison));
  return new Set(ratios.flatMap(({ target, to, verdict }) => (verdict === 'undecided' ? [target, to] : [])));
}

/** Ends the process when the flags are wrong (exit code 2, one sentence) or help is asked for. */
function parseOptions(): RoundSettings & { readonly isJson: boolean } {
  const command = new Command('npm run bench --')
    .description('How fast one instance answers in each mode, beside its open route and beside peers.')
    .option('--rounds <n>', 'how often each target is measured, 1 to 100', numberWithin(1, 100), 9)
    .option(
      '--max-rounds <n>',
      'how often at most, while a goal is undecided, 1 to 100',
      numberWithin(1, 100),
      30,
    )
    .option('--seconds <n>', 'how long each time, 0.2 to 60', numberWithin(0.2, 60, 'a number'), 0.4)
    .option(
      '--connections <n>',
      'users, each on a connection of their own, 1 to 1000',
      numberWithin(1, 1000),
      50,
    )
    .option('--json', 'print JSON instead of tables', false);
  const { json, ...settings } = parseCommandLine(command).opts<RoundSettings & { json: boolean }>();
  return { ...settings, isJson: json };
}
