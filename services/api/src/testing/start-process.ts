// An instance as a process: its start, its ports, its end, and a client that sends it requests until it stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { testSecrets } from './build-test-app.js';
import type { TestRedis } from './redis-server.js';

interface Instance {
  readonly child: ChildProcess;
  /** The exit code, or the signal that ended the process. */
  readonly exit: Promise<number | NodeJS.Signals>;
  output(): string;
}

const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

/** The process ends with the test, however that ends. */
export function startProcess(redis: TestRedis, env: Record<string, string> = {}): Instance {
  const defaults = { ...testSecrets, INSTANCE_ID: 'api-1', PORT: '0', REDIS_URL: `unix://${redis.path}` };
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...defaults, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, exit: exitOf(child), output: () => output };
}

/** Resolves once all output has arrived. */
async function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const ends = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'end'));
  const [[code, signal]] = await Promise.all([once(child, 'exit'), ...ends]);
  return code ?? signal;
}

/** The ports in its message to its parent once it listens. */
export async function portsOf({ child }: Instance): Promise<{ port: number; controlPort?: number }> {
  const [{ type: _type, ...ports }] = await once(child, 'message');
  return ports;
}

/** Sends requests over that number of connections at once, each until it is refused. */
export function keepSending(url: string, connections: number) {
  /** Answers by their status. */
  const statuses: Record<number, number> = {};
  /** The errors of lost requests: they got no answer although a connection was made. */
  const lost: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function send(): Promise<void> {
    return new Promise((resolve) => {
      const sent = request(url, { agent }, (response) => {
        const { statusCode = 0 } = response;
        statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
        response.resume().once('end', () => setImmediate(() => resolve(send())));
      });
      sent.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') lost.push(String(error));
        resolve();
      });
      sent.end();
    });
  }
  const ended = Promise.all(Array.from({ length: connections }, send)).then(() => agent.destroy());
  return { statuses, lost, ended };
}
