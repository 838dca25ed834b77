// @ts-check
// Runs checks in turn and ends as the first that fails.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @param {readonly string[][]} checks each a program of node_modules and its arguments */
export async function runChecks(checks) {
  for (const [name = '', ...args] of checks) {
    process.stderr.write(`\n> ${[name, ...args].join(' ')}\n`);
    const program = join(root, 'node_modules', '.bin', name);
    const exitCode = await runProgram(program, args, { cwd: root, stdout: 1, stderr: 2 });
    if (exitCode !== 0) process.exit(exitCode);
  }
}
