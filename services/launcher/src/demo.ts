// `npm run demo`: starts a cluster on free ports, compares the modes, stops it. Takes the load test's own options.
import {
  addLoadtestOptions,
  chooseModes,
  experimentNames,
  type LoadtestOptions,
  type OptionValues,
  parseLoadtestOptions,
  prepareReports,
  runLoadtest,
} from '@scale-out-lab/loadtest';
import { catalogue } from '@scale-out-lab/modes';
import { Command } from 'commander';
import { type Cluster, startCluster } from './cluster.js';
import { parseLauncherConfig } from './config.js';
import { parseCommandLine } from './process/parse-command-line.js';
import { runCommand } from './process/run-command.js';

const say = (text: string) => process.stderr.write(`demo: ${text}\n`);

await runCommand(
  async (signal) => {
    const options = parseOptions();
    // What the load test would refuse in the end is refused before anything is started.
    chooseModes(catalogue, options.modes);
    if (options.reports !== null) await prepareReports(options.reports);
    const config = { ...parseLauncherConfig(process.env), port: 0 };
    say(`starting Redis, ${config.instances} instances and nginx on free ports`);
    const cluster = await startCluster(config, { say });
    try {
      return signal.aborted ? 130 : await measure(cluster, options, signal);
    } finally {
      await cluster.stop();
      say('stopped; nothing is left running');
    }
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);

function parseOptions(): LoadtestOptions {
  const command = addLoadtestOptions(new Command('demo'), experimentNames);
  command.description(
    'Starts a cluster, compares what each mode loses and what a theft costs, and stops the cluster.',
  );
  const program = parseCommandLine(command);
  return parseLoadtestOptions(program.args, program.opts<OptionValues>(), experimentNames);
}

function measure({ url, versions }: Cluster, options: LoadtestOptions, signal: AbortSignal): Promise<number> {
  const { stdout, stderr, env } = process;
  const isColored = stdout.isTTY && !env.NO_COLOR;
  return runLoadtest(options, { url: new URL(url), signal, stdout, stderr, isColored, versions });
}
