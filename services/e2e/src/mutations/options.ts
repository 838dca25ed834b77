// The arguments of `npm run test:mutations`.

import { ExitError } from '@scale-out-lab/core';
import { parseCommandLine } from '@scale-out-lab/launcher/process/run-command';
import { Command } from 'commander';
import type { Mutation } from './mutation.js';

/**
 * The mutations that the command line asks for.
 * @throws a failure (exit code 2) for words that no mutation has in its name
 */
export function chooseMutations(all: readonly Mutation[]): readonly Mutation[] {
  const command = new Command('npm run test:mutations --')
    .description(
      'Breaks the code in small ways, one at a time, and names the breakages that no test notices.',
    )
    .argument('[words]', 'only the mutations with these words in their name');
  const [words = ''] = parseCommandLine(command).args;
  const chosen = all.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => `  ${name}`).join('\n');
  throw new ExitError(2, `No mutation has "${words}" in its name. There are:\n${names}`);
}
