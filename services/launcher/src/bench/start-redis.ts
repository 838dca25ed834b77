// Starts a Redis of the bench's own, on a free port, that keeps nothing on disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stopProcess } from './start-process.js';

export interface RunningRedis {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startRedis(): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-redis-'));
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--save', ''];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  const stop = async () => {
    await stopProcess(child);
    await rm(folder, { recursive: true });
  };
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return { url: `redis://127.0.0.1:${port}`, stop };
    }
  }
  await rm(folder, { recursive: true });
  throw new Error(`redis-server ended before it listened on port ${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
