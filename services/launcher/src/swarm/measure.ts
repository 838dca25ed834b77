// `npm run swarm -- measure`: the load test on the Swarm, with the faults of its machines.
import {
  addLoadtestOptions,
  completeOptions,
  type GivenOptions,
  hasColors,
  loadInterruptedRun,
  parseCommandLine,
  readOptions,
  runAndReport,
} from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { swarmMachines } from './machines.js';
import { listTasks } from './tasks.js';

const defaultExperiments = 'machine-crash,machine-partition,machine-drain,rolling-update';

/** @param args those after `measure` */
export function parseMeasure(args: readonly string[]): GivenOptions {
  const command = addLoadtestOptions(new Command('npm run swarm -- measure'), defaultExperiments);
  command.description(
    'Breaks, drains and updates the machines of a Docker Swarm, and compares with the predictions.',
  );
  return readOptions(parseCommandLine(command, args));
}

/** Resolves to the exit code. @throws ExitError (3) if the stack is not there */
export async function measure(
  { resume, ...given }: GivenOptions,
  url: URL,
  signal: AbortSignal,
): Promise<number> {
  const previousRun = resume === undefined ? undefined : await loadInterruptedRun({ ...given, resume });
  const options = completeOptions(given, { defaultExperiments, resumed: previousRun?.report.settings });
  await listTasks();
  const { stdout, stderr, env } = process;
  const isColored = hasColors(stdout, env);
  return runAndReport(options, {
    url,
    signal,
    stdout,
    stderr,
    isColored,
    machines: swarmMachines(env),
    previousRun,
  });
}
