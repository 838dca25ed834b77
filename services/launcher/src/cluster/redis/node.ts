// One node of the cluster's own Redis: a server, or a sentinel. It writes to disk only with REDIS_APPENDONLY.
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ExitError, exitCodes, missingError, replicationLines } from '@scale-out-lab/core';
import { waitFor, withRedis } from '@scale-out-lab/loadtest';
import type { LauncherConfig } from '../../config.js';
import { startChild, waitUntilReady } from '../../process/child.js';
import { makeFolderAt } from '../../process/guardian.js';
import { supervise } from '../../process/supervise.js';
import { type Part, type PartContext, toPart } from '../part.js';

export type RedisConfig = Pick<LauncherConfig, 'forwardedEnv' | 'redisPersistence'> &
  Partial<Pick<LauncherConfig, 'redisServer' | 'redisTopology'>>;

/** The shared settings of all nodes. */
export interface RedisSetup {
  readonly config: RedisConfig;
  readonly context: PartContext;
  readonly folder: string;
  readonly password: string;
  /** Whether a node has its append-only file after its next start. */
  isPersistent(): boolean;
}

type Settings = Readonly<Record<string, string | number>>;

interface NodeOptions {
  readonly name: string;
  readonly port: number;
  /** Besides those of every server, as options of its command line. */
  readonly settings?: Settings;
  /** Lines of its configuration file, which Redis may rewrite. */
  readonly lines?: readonly string[];
  readonly isSentinel?: boolean;
  /** Before a restart after a crash. */
  readonly restartPauseMs?: number;
}

export interface RedisNode extends Part {
  /** Its answer to a command as text, a list with commas. */
  ask(...command: readonly [string, ...(string | number)[]]): Promise<string>;
}

/** The parts that a topology starts. */
export interface StartedRedis {
  readonly url: string;
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
}

/** How long it may take to end by itself. */
const graceMs = 2000;

export async function startNode(setup: RedisSetup, options: NodeOptions): Promise<RedisNode> {
  const { config, context, password } = setup;
  const { name, port, settings, lines = [], isSentinel = false, restartPauseMs } = options;
  const folder = join(setup.folder, name);
  await makeFolderAt(folder, 'private');
  const configuration = join(folder, 'redis.conf');
  // Every user of this machine can reach the port and read command lines, so the password is in files alone.
  await writeFile(configuration, [`requirepass ${password}`, ...lines, ''].join('\n'), { mode: 0o600 });

  async function start() {
    const common = { bind: '127.0.0.1', port, dir: folder, loglevel: 'warning' };
    const all = isSentinel ? common : { ...common, ...serverSettings(setup.isPersistent()), ...settings };
    const flags = Object.entries(all).flatMap(([key, value]) => [`--${key}`, String(value)]);
    const args = [configuration, ...flags, ...(isSentinel ? ['--sentinel'] : [])];
    const { redisServer: command = 'redis-server', forwardedEnv: env } = config;
    const child = await startChild({ name, command, args, env, cwd: folder, isChatty: true }, context);
    try {
      await waitUntilReady(child, () => answersPing(port, password));
    } catch (cause) {
      // It runs, but does not answer.
      if (cause instanceof ExitError && cause.exitCode === exitCodes.missing) throw cause;
      const why = child.lastLines().split('\n').at(-1);
      const remedy = `run ${command} by itself, or set REDIS_SERVER to one that starts here`;
      throw missingError(`${name} cannot start${why ? ` (${why})` : ''}; ${remedy}.`, { cause });
    }
    return child;
  }

  const supervision = { ...context, graceMs, ...(restartPauseMs && { firstPauseMs: restartPauseMs }) };
  const part = toPart(name, port, await supervise(start, supervision));
  const address = { url: `redis://127.0.0.1:${port}`, password };
  return Object.assign(part, {
    ask: (...[command, ...args]: readonly [string, ...(string | number)[]]) =>
      withRedis(address, async (redis) => String(await redis.call(command, ...args))),
  });
}

/**
 * Without a snapshot a server loses everything, whether it is killed or stopped. With the append-only file it loses no
 * acknowledged write, because the system has it, and the system does not crash.
 */
function serverSettings(isPersistent: boolean): Settings {
  return {
    save: '',
    appendonly: isPersistent ? 'yes' : 'no',
    appendfsync: 'everysec',
    // A full Redis refuses log-ins. Eviction would log users out, and accept revoked tokens.
    maxmemory: '256mb',
    'maxmemory-policy': 'noeviction',
  };
}

/** The settings of a server that has replicas, or is one. */
export function replicated({ password }: RedisSetup, lines: readonly string[] = []) {
  return {
    lines: [...replicationLines(password), ...lines],
    settings: {
      'repl-diskless-sync': 'yes',
      'repl-diskless-sync-delay': 0,
      // With the default, a server that is to stop waits for its replicas, which stop too.
      'shutdown-timeout': 0,
      // `redis-partition` changes it, and a sentinel saves its state in the file.
      'min-replicas-to-write': 0,
    },
    // A primary that is back before its failover is empty, and its replicas would copy that.
    restartPauseMs: 5000,
  };
}

export async function isReplicating({ ask }: RedisNode): Promise<boolean> {
  return (await ask('INFO', 'replication')).includes('master_link_status:up');
}

/** Whether the check holds for every node. */
export const holdsForAll =
  (nodes: readonly RedisNode[], check: (node: RedisNode) => Promise<boolean>) => async (): Promise<boolean> =>
    (await Promise.all(nodes.map(check))).every(Boolean);

/** Redis's protocol in two lines: an inline AUTH is answered with +OK, an inline PING with +PONG. */
function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let answer = '';
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (bytes) => {
      answer += bytes;
      if (answer.split('\r\n').length < 3) return;
      resolve(answer === '+OK\r\n+PONG\r\n');
      socket.destroy();
    });
    socket.on('error', () => {}).once('close', () => resolve(false));
  });
}

const readyMs = 15_000;

/** Polls until the condition holds. @throws ExitError (exit code 3) that names the condition */
export async function waitUntil(
  { context: { signal } }: RedisSetup,
  what: string,
  condition: () => Promise<boolean>,
): Promise<void> {
  const sentence = `Redis is not ready after ${readyMs / 1000} s: ${what}; start again when this machine is less busy.`;
  const onTimeout = () => missingError(sentence);
  await waitFor(condition, { signal, timeoutMs: readyMs, onTimeout });
}
