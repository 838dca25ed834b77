#!/usr/bin/env node
// The command: reads arguments, environment and signals, runs the load test, and sets the exit code.
import { languageOfLocale } from '@scale-out-lab/core';
import { Command } from 'commander';
import { localUrl, parseUrl } from '../http/discover.js';
import { labAuthority, trustFile } from '../http/trust.js';
import { loadInterruptedRun } from '../runner/previous-run.js';
import { hasColors, runProgram } from './command.js';
import { type FaultValues, parseFaults, readFaultSecrets, readRedisNodes } from './fault-options.js';
import { addLoadtestOptions, completeOptions, readOptions } from './options.js';
import { runAndReport } from './run-and-report.js';

const command = addLoadtestOptions(new Command('loadtest'))
  .description(
    'Logs virtual users in, measures the losses of each mode or the cost of a stolen credential, and compares them with the predictions.',
  )
  .option('--url <url>', 'address of the lab (default: this machine, at LAB_PORT or 8080)')
  .option('--ca <file>', 'trust the authority whose certificate is in this file, too')
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
    '\nIf JWT_SECRET and SESSION_SECRET match the instances, "forgery" also tests\nclaims and session IDs with valid signatures.',
  );

await runProgram(command, run);

async function run(parsed: Command, signal: AbortSignal): Promise<number> {
  const values: FaultValues & { url?: string; ca?: string } = parsed.opts();
  trustFile(values.ca ?? labAuthority(process.env));
  const { resume, ...given } = readOptions(parsed);
  const { stdout, stderr, env } = process;
  const previousRun = resume === undefined ? undefined : await loadInterruptedRun({ ...given, resume });
  // The secrets of faults are read only where a fault can be injected.
  const hasFaults = values.control !== undefined || values.redis !== undefined;
  const options = completeOptions(given, { resumed: previousRun?.report.settings });
  return runAndReport(options, {
    url: values.url === undefined ? localUrl(env) : parseUrl(values.url, env),
    signal,
    stdout,
    stderr,
    isColored: hasColors(stdout, env),
    language: languageOfLocale(env),
    secrets: {
      sessionSecret: env.SESSION_SECRET || undefined,
      jwtSecret: env.JWT_SECRET || undefined,
    },
    faults: hasFaults ? parseFaults(values, readFaultSecrets(env), readRedisNodes(env)) : undefined,
    previousRun,
  });
}
