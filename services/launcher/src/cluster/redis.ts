// The cluster's own Redis. It writes nothing to disk unless REDIS_APPENDONLY says so.
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { randomSecret } from '@scale-out-lab/core';
import type { LauncherConfig } from '../config.js';
import { startChild, waitUntilReady } from '../process/child.js';
import { makeFolderAt } from '../process/guardian.js';
import { startOnFreePort } from '../process/port.js';
import { supervise } from '../process/supervise.js';
import { type Part, type PartContext, toPart } from './part.js';

export interface RedisPart extends Part {
  /** Without the password. */
  readonly url: string;
  readonly password: string;
  /** A file with that password, which only the owner of this process can read. */
  readonly passwordFile: string;
  /** Whether it has its append-only file after its next start. */
  setPersistent(isPersistent: boolean): void;
}

/** How long it may take to end by itself. */
const graceMs = 2000;

export async function startRedis(
  { forwardedEnv, redisPersistence }: Pick<LauncherConfig, 'forwardedEnv' | 'redisPersistence'>,
  context: PartContext,
): Promise<RedisPart> {
  const folder = join(context.folder, 'redis');
  await makeFolderAt(folder, 'private');
  // Every user of this machine can reach the port and read command lines, so the password is in files alone.
  const password = randomSecret();
  const passwordFile = join(folder, 'password');
  const configuration = join(folder, 'redis.conf');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await writeFile(configuration, `requirepass ${password}\n`, { mode: 0o600 });
  let isPersistent = redisPersistence;

  async function start(port: number) {
    // Without a snapshot it loses everything, whether it is killed or stopped. With the append-only file it loses no
    // acknowledged write, because the system has it, and the system does not crash.
    const settings = {
      bind: '127.0.0.1',
      port,
      dir: folder,
      save: '',
      appendonly: isPersistent ? 'yes' : 'no',
      appendfsync: 'everysec',
      // A full Redis refuses log-ins. Eviction would log users out, and accept revoked tokens.
      maxmemory: '256mb',
      'maxmemory-policy': 'noeviction',
      loglevel: 'warning',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const args = [configuration, ...options];
    const program = { name: 'redis', command: 'redis-server', args, env: forwardedEnv, cwd: folder };
    const child = await startChild({ ...program, isChatty: true }, context);
    await waitUntilReady(child, () => answersPing(port, password));
    return child;
  }

  return startOnFreePort(async (port) => {
    const supervised = await supervise(() => start(port), { ...context, graceMs });
    const setPersistent = (value: boolean) => {
      isPersistent = value;
    };
    const url = `redis://127.0.0.1:${port}`;
    return Object.assign(toPart('redis', port, supervised), { url, password, passwordFile, setPersistent });
  });
}

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
