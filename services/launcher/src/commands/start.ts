// `npm start`: keeps the cluster up until Ctrl-C, which is its normal end (exit code 0).
import { once } from 'node:events';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { startLabCluster } from '../cluster/lab-cluster.js';
import { parseLauncherConfig } from '../config.js';
import { requirePorts } from '../process/port.js';
import { runCommand } from '../process/run-command.js';
import { renderWelcome } from './render-welcome.js';

const settingsHelp = `
Settings are environment variables, such as LAB_PORT=9090 INSTANCES=5 npm start

To let others in the room open the page too: LAB_ADDRESS=0.0.0.0 LAB_HOSTS=192.168.0.7 npm start
LAB_ADDRESS is where nginx listens, LAB_HOSTS the names or addresses that their browsers use, separated by commas.
Anyone who can open the page can inject faults.`;

const say = (text: string) => process.stderr.write(`lab: ${text}\n`);
let isUp = false;

/** Shows the lines of the parts only while they run: a failure to start shows its own, and the end is no news. */
function onLine(part: string, line: string): void {
  if (isUp) process.stderr.write(`${part.padEnd(5)} │ ${line}\n`);
}

await runCommand(
  async (signal) => {
    parseCommandLine(
      new Command('start')
        .description('Starts Redis, the instances, the OpenID provider, nginx and the page, until Ctrl-C.')
        .addHelpText('after', settingsHelp),
    );
    const config = parseLauncherConfig(process.env);
    await requirePorts(config.address, { LAB_PORT: config.port, STORAGE_PORT: config.storagePort });
    say(`starting Redis, ${config.instances} instances, the OpenID provider and nginx`);
    const { cluster, labPort, stop } = await startLabCluster(config, { say, onLine });
    try {
      isUp = true;
      if (!signal.aborted) {
        process.stdout.write(renderWelcome(cluster, { ...config, labPort }));
        await once(signal, 'abort');
      }
      isUp = false;
      say('stopping');
    } finally {
      await stop();
      // A leftover of the control room must not keep this process alive.
      setTimeout(() => process.exit(), 500).unref();
    }
    return 0;
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);
