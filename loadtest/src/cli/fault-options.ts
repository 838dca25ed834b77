// From a command's options and environment to the faults that the command can inject, and their secrets.

import { readFileSync } from 'node:fs';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import {
  createControlClient,
  type Faults,
  instanceFaults,
} from '../experiments/faults/harness/control-ports.js';
import { redisFaults } from '../experiments/faults/harness/redis-faults.js';

export interface FaultValues {
  /** Addresses of control ports, separated by commas. */
  readonly control?: string;
  readonly redis?: string;
}

interface FaultSecrets {
  /** The token of the control ports, read when it is needed. */
  readonly token: () => string;
  /** Undefined where Redis needs no password. */
  readonly redisPassword?: string | undefined;
}

/**
 * Undefined when no control port is named.
 * @throws ExitError (exit code 2) that says what would be accepted
 */
export function parseFaults(
  { control, redis }: FaultValues,
  { token, redisPassword: password }: FaultSecrets,
): Faults | undefined {
  if (control === undefined) {
    if (redis === undefined) return undefined;
    throw usage('--redis is for faults, which need --control too: the addresses of the control ports.');
  }
  const addresses = control.split(',').map(parseAddress);
  return {
    ...instanceFaults(() => addresses, createControlClient(token)),
    redis: redis === undefined ? undefined : redisFaults({ url: parseRedis(redis), password }),
    scaleTo: undefined,
  };
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url?.protocol === 'http:' && url.pathname === '/') return url;
  throw usage(
    `--control has "${text}"; expected addresses such as http://127.0.0.1:3001,http://127.0.0.1:3002.`,
  );
}

function parseRedis(text: string): string {
  if (/^rediss?:\/\/\S+$/.test(text) && URL.canParse(text)) return text;
  throw usage(
    `--redis is "${text.replace(/\/\/.*@/, '//…@')}"; expected an address such as redis://127.0.0.1:6379.`,
  );
}

function usage(sentence: string): ExitError {
  return new ExitError(exitCodes.usage, sentence);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ExitError (exit code 3) when a file that is named cannot be read */
export function readFaultSecrets(env: Environment): FaultSecrets {
  return { token: () => readToken(env), redisPassword: readSecret('REDIS_PASSWORD', env) };
}

/** @throws ExitError (exit code 3) that says what to set; it never shows the token */
export function readToken(env: Environment): string {
  const token = readSecret('CONTROL_TOKEN', env);
  if (token) return token;
  throw missing(
    'Faults need the token of the control ports: set CONTROL_TOKEN, or CONTROL_TOKEN_FILE to its file.',
  );
}

/** NAME itself, or what the file NAME_FILE holds; undefined where neither is set. */
function readSecret(name: string, env: Environment): string | undefined {
  const file = env[`${name}_FILE`];
  return env[name] || (file ? readSecretFile(`${name}_FILE`, file) : undefined);
}

function readSecretFile(variable: string, path: string): string {
  const secret = readWhole(variable, path);
  if (secret) return secret;
  throw missing(`${variable} is "${path}", which is empty.`);
}

function readWhole(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code;
    throw missing(`${variable} is "${path}", which cannot be read (${reason}). Is the lab running?`, cause);
  }
}

function missing(sentence: string, cause?: unknown): ExitError {
  return new ExitError(exitCodes.missing, sentence, { cause });
}
