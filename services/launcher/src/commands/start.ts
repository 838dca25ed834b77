// `npm start`: keeps the cluster up until Ctrl-C, which is its normal end (exit code 0).

import { once } from 'node:events';
import { exitCodes } from '@scale-out-lab/core';
import { countOf, parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { startLabCluster } from '../cluster/lab-cluster.js';
import { parseLauncherConfig } from '../config.js';
import { requirePorts } from '../process/port.js';
import { runCommand } from '../process/run-command.js';
import { isUpstreamNews } from './nginx-lines.js';
import { renderWelcome } from './render-welcome.js';

const settingsHelp = `
Settings are environment variables, such as LAB_PORT=9090 INSTANCES=5 npm start

To let others in the room open the page too: LAB_ADDRESS=0.0.0.0 npm start
LAB_ADDRESS is where nginx listens; 0.0.0.0 is every IPv4 address of this machine, :: every address.
LAB_HOSTS adds other names by which browsers reach this machine, separated by commas.`;

const say = (text: string) => process.stderr.write(`lab: ${text}\n`);
let isUp = false;

await runCommand(async (signal) => {
  const { verbose: isVerbose } = parseArguments();
  const config = parseLauncherConfig(process.env);
  const requireFreePorts = () =>
    requirePorts(config.address, { LAB_PORT: config.port, STORAGE_PORT: config.storagePort });
  await requireFreePorts();
  say(`starting Redis, ${countOf(config.instances, 'instances')}, the OpenID provider and nginx`);
  /** Shows the lines of the parts only while they run: a failure to start shows its own, and the end is no news. */
  const onLine = (part: string, line: string) => {
    if (!isUp || (!isVerbose && part === 'nginx' && isUpstreamNews(line))) return;
    process.stderr.write(`${part.padEnd(5)} │ ${line}\n`);
  };
  const { cluster, labPort, network, stop } = await startLabCluster(config, { say, onLine }).catch(
    async (error) => {
      // Another program may have taken a port meanwhile.
      await requireFreePorts();
      throw error;
    },
  );
  try {
    isUp = true;
    if (!signal.aborted) {
      const isColored = process.stdout.isTTY && !process.env.NO_COLOR;
      const settings = { ...config, labPort, network, isColored, isVerbose };
      process.stdout.write(renderWelcome(cluster, settings));
      await once(signal, 'abort');
    }
    isUp = false;
    say('stopping');
  } finally {
    await stop();
    // A leftover of the control room must not keep this process alive.
    setTimeout(() => process.exit(), 500).unref();
  }
  return exitCodes.ok;
}, process.env);

function parseArguments() {
  const command = new Command('npm start --')
    .description('Starts Redis, the instances, the OpenID provider, nginx and the page, until Ctrl-C.')
    .option('--verbose', 'lists every process and more commands, and shows all that nginx logs', false)
    .addHelpText('after', settingsHelp);
  return parseCommandLine(command).opts<{ readonly verbose: boolean }>();
}
