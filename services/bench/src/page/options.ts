// The flags of `npm run bench:page`.

import { parseCommandLine } from '@scale-out-lab/launcher/process/run-command';
import { Command, InvalidArgumentError } from 'commander';

export interface PageBenchOptions {
  /** How long the page is used while its heap is measured. */
  readonly minutes: number;
  readonly isJson: boolean;
}

/** Ends the process when the flags are wrong (exit code 2, one sentence) or help is asked for. */
export function parseOptions(): PageBenchOptions {
  const command = new Command('npm run bench:page --')
    .description('How soon the page shows, how many frames a second it draws, and whether it leaks.')
    .option('--minutes <n>', 'how long it is played with while its heap is weighed, 1 to 60', minutes, 10)
    .option('--json', 'print JSON instead of a table', false);
  const { json, ...options } = parseCommandLine(command).opts<{ minutes: number; json: boolean }>();
  return { ...options, isJson: json };
}

function minutes(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 60) return number;
  throw new InvalidArgumentError('Expected a whole number from 1 to 60.');
}
