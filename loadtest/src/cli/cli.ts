#!/usr/bin/env node
// The command: reads arguments, environment and signals, runs the load test, and sets the exit code.
import { Command, CommanderError } from 'commander';
import { type FaultValues, parseFaults } from '../control/parse-faults.js';
import { readFaultSecrets } from '../control/read-secrets.js';
import { localUrl, parseUrl } from '../http/url.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { loadFirstPart } from '../runner/resume/previous-run.js';
import { addLoadtestOptions } from './options.js';
import { type OptionValues, parseLoadtestOptions } from './parse-options.js';
import { runLoadtest } from './run.js';
import { stopOnSignals } from './stop-on-signals.js';

const stop = new AbortController();
stopOnSignals(stop);

// A reader that has seen enough (`| head`) closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const program = addLoadtestOptions(new Command('loadtest'))
  .description(
    'Logs virtual users in and says what each mode loses, or what a stolen credential costs, beside the prediction.',
  )
  .option('--url <url>', 'where the lab is (default: this machine, at LAB_PORT or 8080)')
  .option(
    '--control <urls>',
    'control ports of the instances, for experiments that break something; with the token in CONTROL_TOKEN, or in the file CONTROL_TOKEN_FILE',
  )
  .option(
    '--redis <url>',
    'where Redis is, for experiments that break it; with its password in REDIS_PASSWORD, or in the file REDIS_PASSWORD_FILE',
  )
  .addHelpText(
    'after',
    '\nWhere JWT_SECRET and SESSION_SECRET are those of the instances, "forgery" signs with them what only the check of the claims, or the session store, can refuse.\n\nExit codes: 0 as predicted, 2 wrong usage, 3 nothing to measure, 99 a prediction or threshold failed, 130 interrupted.',
  )
  .exitOverride()
  .action(async (modes: string[], values: OptionValues & FaultValues & { url?: string }) => {
    const firstPart = await loadFirstPart(modes, values);
    const options = parseLoadtestOptions(modes, values, { resumed: firstPart?.report.settings });
    process.exitCode = await runLoadtest(options, {
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
      firstPart,
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong, unless it was said already or asked for, and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (stop.signal.aborted) return exitCodes.interrupted;
  if (error instanceof LoadtestFailure) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return exitCodes.unexpected;
}
