// @ts-check
// Everything that set-up prints: its progress, its last sentence, and the output of the programs that it runs. All of it goes to
// stderr or to a log, because stdout belongs to the command that follows.
import { spawn } from 'node:child_process';

/** @param {string} text */
export function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/**
 * @param {number} exitCode 2 for wrong usage, 3 for something missing on this machine
 * @param {string} message the problem, and the command that fixes it
 * @returns {never}
 */
export function fail(exitCode, message) {
  throw Object.assign(new Error(message), { exitCode });
}

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, stdout?: number | 'ignore', stderr?: number | 'ignore' }} [options] stdout and stderr: file descriptors
 * @returns {Promise<number>} its exit code; 127 if it could not be started
 */
export async function runProgram(program, args, { cwd, stdout = 2, stderr = stdout } = {}) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', stdout, stderr] });
  // A signal ends the program first and this process after it, so that nothing is left half done in the background.
  /** @type {NodeJS.Signals | undefined} */
  let interruptedBy;
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    interruptedBy = signal;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  const exitCode = await new Promise((done) => {
    child.on('error', () => {
      // A program that runs as root cannot be signalled: that is an error too, and does not end it.
      if (child.pid === undefined) done(127);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
  for (const signal of signals) process.off(signal, pass);
  if (interruptedBy) process.exit(130);
  return exitCode;
}
