// A real Redis for a test: on a socket in its own folder, so that it needs no port and shares nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
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
