// `npm run swarm -- up|down|scale|status|measure`: the lab on the machines of a Swarm.
import { environmentReader, exitCodes, usageError } from '@scale-out-lab/core';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { runCommand } from '../process/run-command.js';
import { requireManager } from './docker.js';
import { measure, parseMeasure } from './measure.js';
import { down, scale, up } from './stack.js';
import { listTasks, renderTasks } from './tasks.js';

const help = `
Run it on a manager. Every machine needs the images: docker build -t scale-out-lab . (or LAB_IMAGE=<registry>/scale-out-lab).
Settings are environment variables: LAB_IMAGE, LAB_PORT, LAB_HOSTS, AUTH_MODE, REDIS_TOPOLOGY, REDIS_PLACEMENT. See docs/swarm.md.`;

interface Asked {
  /** Where nginx of the stack answers on this machine. */
  readonly url: string;
  readonly signal: AbortSignal;
  readonly count: string | undefined;
}

const actions: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  up: async ({ url, signal }) => {
    await up(process.env, url, signal);
    await showStatus();
    process.stderr.write(`swarm: the page is at ${url}\n`);
  },
  down: ({ signal }) => down(signal),
  scale: async ({ url, signal, count }) => {
    if (!/^[1-9]$/.test(count ?? '')) {
      throw usageError(`The number of instances is "${count ?? ''}"; expected a whole number from 1 to 9.`);
    }
    await scale(Number(count), url, signal);
    await showStatus();
  },
  status: async () => showStatus(),
};

async function showStatus(): Promise<void> {
  process.stdout.write(renderTasks(await listTasks()));
}

const command = new Command('npm run swarm --')
  .description('Runs the lab on the machines of a Docker Swarm.')
  .argument('<action>', 'up, down, scale, status or measure')
  .argument('[instances]', 'for scale: 1 to 9')
  .addHelpText('after', help);
const [first, ...rest] = process.argv.slice(2);
// It has the options of the load test.
const measuring = first === 'measure' ? parseMeasure(rest) : undefined;
const [action = '', count] = measuring ? [first] : parseCommandLine(command).args;

await runCommand(async (signal) => {
  const port = environmentReader(process.env).integer('LAB_PORT', 8080, 1, 65_535);
  const url = `http://127.0.0.1:${port}`;
  if (measuring) {
    await requireManager();
    return measure(measuring, new URL(url), signal);
  }
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!run) throw usageError(`The action is "${action}"; expected up, down, scale, status or measure.`);
  if (action === 'scale' && count === undefined)
    throw usageError('scale needs the number of instances: 1 to 9.');
  await requireManager();
  await run({ url, signal, count });
  return exitCodes.ok;
}, process.env);
