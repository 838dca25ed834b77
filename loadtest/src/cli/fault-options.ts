// From a command's options and environment to the faults that the command can inject, and their secrets.

import { readFileSync } from 'node:fs';
import {
  acceptedRedisUrls,
  type Environment,
  environmentReader,
  isRedisUrl,
  missingError,
  usageError,
  wrongValue,
} from '@scale-out-lab/core';
import {
  createControlClient,
  type Faults,
  instanceFaults,
} from '../experiments/faults/harness/control-ports.js';
import { holdFiles } from '../experiments/faults/harness/hold-files.js';
import { type KnownNodes, redisFaults } from '../experiments/faults/harness/redis-faults.js';
import type { RedisNodeEndpoint } from '../experiments/faults/harness/redis-nodes.js';

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
 * @throws ExitError (exit code 2) that names the accepted values
 */
export function parseFaults(
  { control, redis }: FaultValues,
  { token, redisPassword: password }: FaultSecrets,
  nodes?: RedisNodesOf,
): Faults | undefined {
  if (control === undefined) {
    if (redis === undefined) return undefined;
    throw usageError('--redis is for faults, which need --control too: the addresses of the control ports.');
  }
  const addresses = control.split(',').map(parseAddress);
  return {
    ...instanceFaults(() => addresses, createControlClient(token)),
    redis:
      redis === undefined
        ? undefined
        : redisFaults({ url: parseRedis(redis), password }, redis === nodes?.url ? nodes : undefined),
    scaleTo: undefined,
  };
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url?.protocol === 'http:' && url.pathname === '/') return url;
  const accepted = 'addresses such as http://127.0.0.1:3001,http://127.0.0.1:3002';
  throw usageError(`--control has "${text}"; expected ${accepted}.`);
}

function parseRedis(text: string): string {
  if (isRedisUrl(text)) return text;
  throw wrongValue('--redis', text, acceptedRedisUrls);
}

/** The nodes of the Redis at one address: another one has none of them. */
interface RedisNodesOf extends KnownNodes {
  readonly url: string | undefined;
}

/**
 * REDIS_NODES has the nodes of REDIS_URL, such as redis-1=redis:6379,sentinel-1=sentinel-1:26379, and HOLDS_DIR the folder that they
 * read. @throws ExitError (exit code 2)
 */
export function readRedisNodes(env: Environment): RedisNodesOf | undefined {
  if (!env.REDIS_NODES) return undefined;
  const endpoints = env.REDIS_NODES.split(',').map(parseNode);
  const holds = env.HOLDS_DIR ? holdFiles(env.HOLDS_DIR) : undefined;
  return { url: env.REDIS_URL, endpoints, holds };
}

function parseNode(text: string): RedisNodeEndpoint {
  const [, id, host, port] = /^([\w-]+)=([\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (id && host && port) return { id, host, port: Number(port) };
  throw wrongValue('REDIS_NODES', text, 'nodes such as redis-1=redis:6379, with commas between them');
}

/** @throws ExitError (exit code 3) when a file that is named cannot be read */
export function readFaultSecrets(env: Environment): FaultSecrets {
  return { token: () => readToken(env), redisPassword: readSecret(env, 'REDIS_PASSWORD') };
}

/** @throws ExitError (exit code 3) that names the setting; it never shows the token */
export function readToken(env: Environment): string {
  const token = readSecret(env, 'CONTROL_TOKEN');
  if (token) return token;
  throw missingError(
    'Faults need the token of the control ports: set CONTROL_TOKEN, or CONTROL_TOKEN_FILE to its file.',
  );
}

function readSecret(env: Environment, name: string): string | undefined {
  return environmentReader(env).foreignSecret(name, (path) => readFileSync(path, 'utf8'));
}
