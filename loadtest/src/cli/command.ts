// The shared parts of every command of this package: arguments, outputs, progress on stderr, and signals.

import { fstatSync, writeFileSync } from 'node:fs';
import { type Environment, ExitError, exitCodes } from '@scale-out-lab/core';
import type { Command, CommanderError } from 'commander';
import type { RunProgress } from '../runner/schedule.js';

/** Parses the arguments, by default those of this process. Ends it at --help, and at a mistake with exit code 2 and a pointer to --help. */
export function parseCommandLine(command: Command, args: readonly string[] = process.argv.slice(2)): Command {
  const exit = ({ exitCode }: CommanderError) => process.exit(exitCode === 0 ? 0 : exitCodes.usage);
  // A command below it does not inherit these.
  for (const each of [command, ...command.commands]) {
    each.showHelpAfterError('Run with --help to see the options.').exitOverride(exit);
  }
  return command.parse(args, { from: 'user' });
}

/**
 * Runs a command of this package and sets the exit code to its result. SIGINT, SIGTERM and SIGHUP abort its signal. A failure is
 * one sentence on stderr, or a stack if it is unexpected.
 */
export async function runProgram(
  command: Command,
  run: (parsed: Command, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const stop = new AbortController();
  stopOnSignals(stop);
  const exitCodeAfter = guardOutputs();
  try {
    process.exitCode = exitCodeAfter(await run(parseCommandLine(command), stop.signal));
  } catch (error) {
    const isSentence = error instanceof ExitError;
    process.exitCode = isSentence ? error.exitCode : exitCodes.unexpected;
    if (stop.signal.aborted) process.exitCode = exitCodes.interrupted;
    else
      process.stderr.write(`${isSentence ? error.message : error instanceof Error ? error.stack : error}\n`);
  }
}

// stdout and stderr: a command finishes its work and writes its report even if they fail.

/** The output of a process, and its number in the system. */
type ProcessOutput = NodeJS.WriteStream & { readonly fd: number };

/**
 * Keeps a command running if an output fails. A reader that has seen enough (`| head`) and a closed terminal are no faults. If data is
 * lost for another reason, such as a full disk, stderr has a sentence about it.
 * @returns the exit code of a command that ends with `exitCode`: 3 if data of stdout is lost
 */
export function guardOutputs(): (exitCode: number) => number {
  const { stdout, stderr } = process;
  let isLost = false;
  for (const output of [stdout, stderr]) if (isFile(output)) writeWhole(output);
  // There is no place to report a failure of stderr.
  stderr.on('error', () => {});
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (isLost || code === 'EPIPE' || code === 'EIO') return;
    isLost = true;
    stderr.write(`stdout cannot be written (${code}). Free space on its disk, or send it to another file.\n`);
    process.exitCode = exitCodes.missing;
  });
  return (exitCode) => (isLost && exitCode !== exitCodes.interrupted ? exitCodes.missing : exitCode);
}

/** On an almost full disk a file takes part of a text. Node then drops the rest without an error; `writeFileSync` reports it. */
function writeWhole(output: ProcessOutput): void {
  output._write = (bytes: Uint8Array, _encoding, done) => {
    try {
      writeFileSync(output.fd, bytes);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}

function isFile({ fd }: ProcessOutput): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false; // closed
  }
}

// Progress on stderr: one line that is rewritten on a terminal, plain lines elsewhere.

/** A stream to write to, and whether it is a terminal. */
export type Output = Pick<NodeJS.WritableStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** NO_COLOR (https://no-color.org) wins over FORCE_COLOR; without either, a terminal has colours. */
export function hasColors({ isTTY = false }: Pick<Output, 'isTTY'>, env: Environment): boolean {
  if (env.NO_COLOR) return false;
  return env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : isTTY;
}

export interface Progress extends RunProgress {
  /** Erases the line that is rewritten. */
  clear(): void;
}

export function createProgress(stderr: Output): Progress {
  const eraseLine = '\r\u001b[K';
  const isTerminal = stderr.isTTY === true;
  const clear = () => isTerminal && stderr.write(eraseLine);
  return {
    // A line that wraps could not be erased.
    show: (line) =>
      stderr.write(isTerminal ? `${eraseLine}${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`),
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    clear,
  };
}

// Turns Ctrl-C, SIGTERM and a closed terminal (SIGHUP) into one AbortSignal: the first signal stops in order, a second one exits at once.

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The terminal and npm both forward a Ctrl-C: signals within this time are one key press. */
const sameKeyPressMs = 400;

/** The first signal aborts `stop`; a second one, not the same key press, ends the process with exit code 130. */
export function stopOnSignals(stop: AbortController): void {
  let firstAt = 0;
  for (const signal of signals) {
    process.on(signal, () => {
      // A second Ctrl-C waits for nothing, not even the report.
      if (stop.signal.aborted && Date.now() - firstAt > sameKeyPressMs) process.exit(exitCodes.interrupted);
      firstAt ||= Date.now();
      stop.abort();
    });
  }
}
