// `npm run demo`: starts a cluster on free ports, compares the modes, stops it. Takes the load test's own options.
import { catalogue, exitCodes, languageOfLocale } from '@scale-out-lab/core';
import {
  addLoadtestOptions,
  chooseModes,
  completeOptions,
  countOf,
  hasColors,
  type KnownSecrets,
  type LoadtestOptions,
  loadInterruptedRun,
  type PreviousRun,
  parseCommandLine,
  prepareReports,
  readOptions,
  requireSameCount,
  runAndReport,
} from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { type Cluster, makeSecrets, startCluster } from '../cluster/cluster.js';
import { launcherFaults } from '../cluster/faults.js';
import { parseLauncherConfig } from '../config.js';
import { runCommand } from '../process/run-command.js';

const say = (text: string) => process.stderr.write(`demo: ${text}\n`);

const defaultExperiments = 'steady,scorecard';

await runCommand(async (signal) => {
  const { resume, ...given } = parseArguments();
  const previousRun = resume === undefined ? undefined : await loadInterruptedRun({ ...given, resume });
  const options = completeOptions(given, { defaultExperiments, resumed: previousRun?.report.settings });
  // Refuses early, before anything is started.
  chooseModes(catalogue, options.modes);
  if (options.reports !== null) await prepareReports(options.reports);
  const asked = parseLauncherConfig(process.env);
  if (previousRun) requireSameCount(previousRun, asked.instances);
  const secrets = makeSecrets(asked);
  const config = { ...asked, ...secrets, address: '127.0.0.1', port: 0 };
  say(
    `starting Redis, ${countOf(config.instances, 'instances')}, the OpenID provider and nginx on free ports`,
  );
  const cluster = await startCluster(config, { say });
  try {
    return signal.aborted
      ? exitCodes.interrupted
      : await measure(cluster, { options, previousRun, secrets, signal });
  } finally {
    await cluster.stop();
    say('stopped; nothing is left running');
  }
}, process.env);

function parseArguments() {
  const command = addLoadtestOptions(new Command('demo'), defaultExperiments);
  command.description(
    'Starts a cluster, compares the losses of each mode and the cost of a theft, and stops the cluster.',
  );
  return readOptions(parseCommandLine(command));
}

interface Measurement {
  readonly options: LoadtestOptions;
  readonly previousRun: PreviousRun | undefined;
  readonly secrets: KnownSecrets;
  readonly signal: AbortSignal;
}

function measure(cluster: Cluster, { options, previousRun, secrets, signal }: Measurement): Promise<number> {
  const { url, versions } = cluster;
  const { stdout, stderr, env } = process;
  const isColored = hasColors(stdout, env);
  return runAndReport(options, {
    url: new URL(url),
    ...{ signal, stdout, stderr, isColored, versions, secrets },
    language: languageOfLocale(env),
    faults: launcherFaults(cluster),
    previousRun,
  });
}
