// @ts-check
// The arguments of `npm test` and `npm run test:compose`, for Vitest: which tests are run.
import { Command } from 'commander';
import { parseCommandLine } from '../dist/process/parse-command-line.js';

/**
 * Ends the process at --help, and with exit code 2 at what it does not know.
 * @param {string} name
 * @param {string} description
 * @returns {string[]}
 */
export function parseTestArguments(name, description) {
  const command = new Command(name)
    .description(description)
    .argument('[files...]', 'only tests in files whose path contains one of these')
    .option('-t, --testNamePattern <pattern>', 'only tests whose name matches')
    .option('-u, --update', 'write anew the documents that tests compare with what they see');
  const { args } = parseCommandLine(command);
  const { testNamePattern, update } = command.opts();
  const byName = testNamePattern === undefined ? [] : ['--testNamePattern', testNamePattern];
  return [...args, ...byName, ...(update ? ['--update'] : [])];
}
