// `npm run demo`: starts a cluster on free ports, compares the modes, stops it. Takes the load test's own options.
import {
  addLoadtestOptions,
  type LoadtestOptions,
  type OptionValues,
  parseLoadtestOptions,
  runLoadtest,
} from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { type Cluster, startCluster } from './cluster.js';
import { parseLauncherConfig } from './config.js';
import { runCommand } from './process/run-command.js';

const say = (text: string) => process.stderr.write(`demo: ${text}\n`);

await runCommand(
  async (signal) => {
    const options = parseOptions();
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

/** Ends the process at --help and at an option that does not exist: nothing has been started yet. */
function parseOptions(): LoadtestOptions {
  const program = addLoadtestOptions(new Command('demo'))
    .description('Starts a cluster, compares what each mode loses, and stops the cluster.')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse();
  return parseLoadtestOptions(program.args, program.opts<OptionValues>());
}

function measure({ url, versions }: Cluster, options: LoadtestOptions, signal: AbortSignal): Promise<number> {
  const { stdout, stderr, env } = process;
  const isColored = stdout.isTTY && !env.NO_COLOR;
  return runLoadtest(options, { url: new URL(url), signal, stdout, stderr, isColored, versions });
}
