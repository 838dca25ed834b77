// `npm start`: the cluster, staying up until Ctrl-C, which is its normal end (exit code 0).
import { once } from 'node:events';
import { Command } from 'commander';
import { startCluster } from './cluster.js';
import { parseLauncherConfig } from './config.js';
import { parseCommandLine } from './process/parse-command-line.js';
import { requirePort } from './process/port.js';
import { runCommand } from './process/run-command.js';
import { renderWelcome } from './render-welcome.js';

const say = (text: string) => process.stderr.write(`lab: ${text}\n`);
let isUp = false;

/** What the parts print, once they run: a failure to start shows its lines by itself. */
function onLine(part: string, line: string): void {
  if (isUp) process.stderr.write(`${part.padEnd(5)} │ ${line}\n`);
}

await runCommand(
  async (signal) => {
    parseCommandLine(
      new Command('start')
        .description('Starts Redis, the instances and nginx, and keeps them running until Ctrl-C.')
        .addHelpText(
          'after',
          '\nSettings are environment variables, such as LAB_PORT=9090 INSTANCES=5 npm start',
        ),
    );
    const config = parseLauncherConfig(process.env);
    await requirePort('LAB_PORT', config.port);
    say(`starting Redis, ${config.instances} instances and nginx`);
    const cluster = await startCluster(config, { say, onLine });
    isUp = true;
    if (!signal.aborted) {
      process.stdout.write(renderWelcome(cluster, config));
      await once(signal, 'abort');
    }
    say('stopping');
    await cluster.stop();
    return 0;
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);
