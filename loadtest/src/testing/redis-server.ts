// Servers of Redis for a test, which end with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { onTestFinished, vi } from 'vitest';
import { withRedis } from '../experiments/faults/harness/with-redis.js';

/** Resolves to its port. @param lines of its configuration file */
export async function startRedisServer(
  lines: readonly string[],
  ...flags: readonly string[]
): Promise<number> {
  const [port, busPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'redis-server-'));
  writeFileSync(
    join(folder, 'redis.conf'),
    // The bus of a cluster would have the port 10,000 above, which a connection of another test may have.
    [`port ${port}`, `cluster-port ${busPort}`, 'bind 127.0.0.1', `dir ${folder}`, ...lines, ''].join('\n'),
  );
  const server = spawn('redis-server', [join(folder, 'redis.conf'), ...flags], { stdio: 'ignore' });
  onTestFinished(async () => {
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true });
  });
  const answers = () => withRedis({ url: `redis://127.0.0.1:${port}` }, (redis) => redis.ping());
  await vi.waitFor(answers, { timeout: 30_000 });
  return port;
}
