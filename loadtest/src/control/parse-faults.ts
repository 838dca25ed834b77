// From a command's options and environment to the faults that the command can inject.
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { createControlClient } from './control-client.js';
import type { Faults } from './faults.js';
import { instanceFaults } from './instance-faults.js';
import { redisFaults } from './redis-faults.js';

export interface FaultValues {
  /** Addresses of control ports, with commas between them. */
  readonly control?: string;
  readonly redis?: string;
}

export interface FaultSecrets {
  /** Of the control ports. Asked for when it is needed. */
  readonly token: () => string;
  /** Of Redis; undefined where it wants none. */
  readonly redisPassword?: string | undefined;
}

/**
 * Undefined when no control port is named.
 * @throws LoadtestFailure (exit code 2) that says what would be accepted
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

function usage(sentence: string): LoadtestFailure {
  return new LoadtestFailure(exitCodes.usage, sentence);
}
