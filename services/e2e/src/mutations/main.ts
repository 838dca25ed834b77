// `npm run test:mutations`: breaks the code in small ways, one at a time, and prints the breakages that no test catches.
import { fileURLToPath } from 'node:url';
import { exitCodes, usageError } from '@scale-out-lab/core';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { mutations } from './list/index.js';
import type { Mutation } from './mutation.js';
import { renderResult, renderSummary, survivorsOf } from './render-results.js';
import { runMutations } from './run-mutations.js';

// dist/mutations and src/mutations lie at the same depth.
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const { PATH, HOME, LANG } = process.env;

await runCommand(async (signal) => {
  const chosen = chooseMutations(mutations);
  const startedAt = performance.now();
  const results = await runMutations({
    root,
    mutations: chosen,
    env: { PATH, HOME, LANG },
    signal,
    say: (text) => process.stderr.write(`mutations: ${text}\n`),
    onResult: (result) => console.log(renderResult(result)),
  });
  if (signal.aborted) return exitCodes.interrupted;
  console.log(renderSummary(results, (performance.now() - startedAt) / 1000));
  return survivorsOf(results).length === 0 ? exitCodes.ok : exitCodes.disagreement;
}, process.env);

/**
 * The mutations that the command line selects.
 * @throws a failure (exit code 2) when no mutation has the words in its name
 */
function chooseMutations(all: readonly Mutation[]): readonly Mutation[] {
  const command = new Command('npm run test:mutations --')
    .description(
      'Breaks the code in small ways, one at a time, and names the breakages that no test notices.',
    )
    .argument('[words]', 'only the mutations with these words in their name');
  const [words = ''] = parseCommandLine(command).args;
  const chosen = all.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => `  ${name}`).join('\n');
  throw usageError(`No mutation has "${words}" in its name. There are:\n${names}`);
}
