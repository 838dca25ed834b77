// A real Redis for a test: on a socket in a folder of its own, so that it needs no port and shares nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { afterAll, beforeAll } from 'vitest';

export type TestRedis = ReturnType<typeof createTestRedis>;

/** A Redis that runs while the tests of a file, or of a block, run. */
export function useTestRedis(): TestRedis {
  const redis = createTestRedis();
  beforeAll(() => redis.start());
  afterAll(() => redis.close());
  return redis;
}

/** @param settings as in redis.conf, besides those that every test has */
export function createTestRedis(settings: Readonly<Record<string, string>> = {}) {
  const folder = join(tmpdir(), `lab-redis-${randomUUID()}`);
  const path = join(folder, 'redis.sock');
  let server: ChildProcess | undefined;

  /** Ends it at once without saving, as a crash would. */
  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
    server = undefined;
    rmSync(path, { force: true });
  }

  return {
    /** The socket, for ioredis. */
    path,
    kill,
    async start(): Promise<void> {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const common = { port: '0', unixsocket: path, dir: folder, save: '', appendonly: 'no' };
      // The bus of every cluster without a port would have port 10,000.
      const all = { ...common, 'cluster-port': String(await freePort()), ...settings };
      const options = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
      const started = spawn('redis-server', options, { stdio: 'ignore' });
      server = started;
      const deadline = Date.now() + 5000;
      while (!existsSync(path)) {
        if (started.exitCode !== null || Date.now() > deadline) throw new Error('redis-server did not start');
        await sleep(10);
      }
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    /** Ends it and removes its folder. */
    async close(): Promise<void> {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Relay = Awaited<ReturnType<typeof startRelay>>;

/**
 * A connection to Redis that can lead elsewhere, or go silent: both ends stay open, and nothing gets through.
 * @param path the socket of a Redis
 */
export async function startRelay(path: string) {
  const open = new Set<Socket>();
  let target = path;
  const server = createServer((near) => {
    const far = connect(target);
    for (const end of [near, far]) {
      open.add(end);
      end
        .on('error', () => {})
        .once('close', () => {
          open.delete(end);
          near.destroy();
          far.destroy();
        });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Connections that are open carry nothing from now on; new ones do. */
    swallow(): void {
      for (const end of open) end.unpipe().resume();
    },
    /** New connections lead to that socket. */
    pointTo(other: string): void {
      target = other;
    },
    async stop(): Promise<void> {
      server.close();
      for (const end of open) end.destroy();
      await once(server, 'close');
    },
  };
}
