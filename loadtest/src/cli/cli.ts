#!/usr/bin/env node
// The command: reads arguments, environment and signals, runs the load test, and sets the exit code.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { Command, CommanderError } from 'commander';
import { localUrl, parseUrl } from '../http/discover.js';
import { loadInterruptedRun } from '../runner/previous-run.js';
import { type FaultValues, parseFaults, readFaultSecrets } from './fault-options.js';
import { addLoadtestOptions, completeOptions, readOptions } from './options.js';
import { runAndReport, stopOnSignals } from './run-and-report.js';

const stop = new AbortController();
stopOnSignals(stop);

// `| head` closes the pipe early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const program = addLoadtestOptions(new Command('loadtest'))
  .description(
    'Logs virtual users in, measures what each mode loses or what a stolen credential costs, and compares it with the prediction.',
  )
  .option('--url <url>', 'address of the lab (default: this machine, at LAB_PORT or 8080)')
  .option(
    '--control <urls>',
    'control ports of the instances, for the faults; their token is read from CONTROL_TOKEN or CONTROL_TOKEN_FILE',
  )
  .option(
    '--redis <url>',
    'address of Redis, for its faults; its password is read from REDIS_PASSWORD or REDIS_PASSWORD_FILE',
  )
  .addHelpText(
    'after',
    '\nIf JWT_SECRET and SESSION_SECRET match the instances, "forgery" also tests claims and session IDs with valid signatures.\n\nExit codes: 0 as predicted, 2 wrong usage, 3 nothing to measure, 99 a prediction or threshold failed, 130 interrupted.',
  )
  .exitOverride()
  .action(async (_modes: string[], values: FaultValues & { url?: string }, command: Command) => {
    const given = readOptions(command);
    const previousRun = await loadInterruptedRun(given);
    const options = completeOptions(given, { resumed: previousRun?.report.settings });
    process.exitCode = await runAndReport(options, {
      url: values.url === undefined ? localUrl(process.env.LAB_PORT) : parseUrl(values.url),
      signal: stop.signal,
      stdout: process.stdout,
      stderr: process.stderr,
      isColored: process.stdout.isTTY && !process.env.NO_COLOR,
      secrets: {
        sessionSecret: process.env.SESSION_SECRET || undefined,
        jwtSecret: process.env.JWT_SECRET || undefined,
      },
      faults: parseFaults(values, readFaultSecrets(process.env)),
      previousRun,
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Prints the error, unless commander has printed it already, and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (stop.signal.aborted) return exitCodes.interrupted;
  if (error instanceof ExitError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return exitCodes.unexpected;
}
