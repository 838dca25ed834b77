// A real Redis for a test: on a socket in a folder of its own, so that it needs no port and shares nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';

export interface TestRedis {
  /** The socket, for ioredis. */
  readonly path: string;
  start(): Promise<void>;
  /** Ends it at once without saving, as a crash would. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** A Redis that runs while the tests of a file, or of a block, run. */
export function useTestRedis(): TestRedis {
  const redis = createTestRedis();
  beforeAll(() => redis.start());
  afterAll(() => redis.close());
  return redis;
}

/** @param settings as in redis.conf, besides those that every test has */
export function createTestRedis(settings: Readonly<Record<string, string>> = {}): TestRedis {
  const folder = join(tmpdir(), `lab-redis-${randomUUID()}`);
  const path = join(folder, 'redis.sock');
  let server: ChildProcess | undefined;

  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
    server = undefined;
    rmSync(path, { force: true });
  }

  return {
    path,
    kill,
    async start() {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const all = { port: '0', unixsocket: path, dir: folder, save: '', appendonly: 'no', ...settings };
      const options = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
      server = spawn('redis-server', options, { stdio: 'ignore' });
      const deadline = Date.now() + 5000;
      while (!existsSync(path)) {
        if (Date.now() > deadline) throw new Error('redis-server did not start');
        await sleep(10);
      }
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Relay {
  readonly url: string;
  /** Connections that are open carry nothing from now on; new ones do. */
  swallow(): void;
  /** New connections lead to that socket. */
  pointTo(path: string): void;
  stop(): Promise<void>;
}

/** @param path the socket of a Redis */
export async function startRelay(path: string): Promise<Relay> {
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
    swallow() {
      for (const end of open) end.unpipe().resume();
    },
    pointTo(other) {
      target = other;
    },
    async stop() {
      server.close();
      for (const end of open) end.destroy();
      await once(server, 'close');
    },
  };
}
