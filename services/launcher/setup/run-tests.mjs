// @ts-check
// `npm test`, `npm run test:compose` and `npm run test:swarm`: the checks of each in turn, until one fails. Vitest gets the arguments that choose tests.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { runProgram } from './run-program.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The help of each command, the checks before its tests, and their Vitest projects. */
const commands = {
  test: {
    name: 'npm test --',
    description: 'Checks style and types, then runs every test that needs no container engine.',
    checks: [
      ['biome', 'ci', '.'],
      ['tsc', '--build'],
    ],
    projects: ['lab', 'own', 'page', 'unit', 'measuring', 'alone'],
  },
  'test:compose': {
    name: 'npm run test:compose --',
    description: 'Runs the tests of the Docker Compose cluster, with a real container engine.',
    checks: [],
    projects: ['compose'],
  },
  'test:swarm': {
    name: 'npm run test:swarm --',
    description: 'Runs the tests of the stack on a Docker Swarm of three machines that hold the image.',
    checks: [],
    projects: ['swarm'],
  },
};

/** @param {keyof typeof commands} command */
export async function runTests(command) {
  const { name, description, checks, projects } = commands[command];
  const chosen = parseTestArguments(name, description);
  const options = projects.flatMap((project) => ['--project', project]);
  for (const [program = '', ...args] of [...checks, ['vitest', 'run', ...options, ...chosen]]) {
    process.stderr.write(`\n> ${[program, ...args].join(' ')}\n`);
    const path = join(root, 'node_modules', '.bin', program);
    const exitCode = await runProgram(path, args, { cwd: root, stdout: 1, stderr: 2 });
    if (exitCode !== 0) process.exit(exitCode);
  }
}

/**
 * Ends the process at --help, and with exit code 2 at an unknown argument.
 * @param {string} name
 * @param {string} description
 * @returns {string[]} for Vitest
 */
function parseTestArguments(name, description) {
  const command = new Command(name)
    .description(description)
    .argument('[files...]', 'only tests in files with one of these in their path')
    .option('-t, --testNamePattern <pattern>', 'only tests with a matching name')
    .option('-u, --update', 'rewrite the documents that tests compare with the code');
  const { args } = parseCommandLine(command);
  const { testNamePattern, update } = command.opts();
  const byName = testNamePattern === undefined ? [] : ['--testNamePattern', testNamePattern];
  return [...args, ...byName, ...(update ? ['--update'] : [])];
}
