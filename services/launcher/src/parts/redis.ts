// A Redis of the cluster's own, which keeps nothing on disk unless it is told to.
import { connect } from 'node:net';
import { join } from 'node:path';
import type { LauncherConfig } from '../config.js';
import { startChild } from '../process/child.js';
import { startOnFreePort } from '../process/port.js';
import { supervise } from '../process/supervise.js';
import { makeFolderAt } from '../process/temporary-folder.js';
import { waitUntilReady } from '../process/wait-until-ready.js';
import { type Part, type PartContext, toPart } from './part.js';

export interface RedisPart extends Part {
  /** Whether it is to have its append-only file when it is started again. */
  setPersistent(isPersistent: boolean): void;
}

/** How long it may take to end by itself. */
const graceMs = 2000;

export async function startRedis(
  { passedOn, redisPersistence }: Pick<LauncherConfig, 'passedOn' | 'redisPersistence'>,
  context: PartContext,
): Promise<RedisPart> {
  const folder = join(context.folder, 'redis');
  await makeFolderAt(folder, 'private');
  let isPersistent = redisPersistence;

  async function start(port: number) {
    // Killed, it loses everything, and so it should when it is stopped: hence no snapshot either. With the append-only
    // file it loses nothing that it has answered, since that has been handed to the system, which does not crash with it.
    const settings = {
      bind: '127.0.0.1',
      port,
      dir: folder,
      save: '',
      appendonly: isPersistent ? 'yes' : 'no',
      appendfsync: 'everysec',
      loglevel: 'warning',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const program = { name: 'redis', command: 'redis-server', args, env: passedOn, cwd: folder };
    const child = await startChild({ ...program, isChatty: true }, context);
    await waitUntilReady(child, () => answersPing(port));
    return child;
  }

  return startOnFreePort(async (port) => {
    const supervised = await supervise(() => start(port), { ...context, graceMs });
    const setPersistent = (value: boolean) => {
      isPersistent = value;
    };
    return Object.assign(toPart('redis', port, supervised), { setPersistent });
  });
}

/** Redis's protocol in one line: an inline PING is answered with +PONG. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (answer) => {
      resolve(String(answer) === '+PONG\r\n');
      socket.destroy();
    });
    socket.on('error', () => {}).once('close', () => resolve(false));
  });
}
