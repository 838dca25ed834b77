// services/deploy/redis/ask.sh, with which the nodes of Redis in containers query each other, and a real Redis.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTestRedis } from '@scale-out-lab/api/testing/redis-server';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../../deploy/redis/ask.sh', import.meta.url));

async function start(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const port = String(await freePort());
  const redis = createTestRedis({ port, bind: '127.0.0.1', ...settings });
  onTestFinished(redis.close);
  await redis.start();
  return port;
}
const ask = (port: string, ...command: string[]) =>
  execFileSync('sh', ['-c', 'sh "$@" || true', 'sh', script, '127.0.0.1', port, ...command], {
    encoding: 'utf8',
  });

it('an answer is printed as it is', async () => {
  expect(ask(await start(), 'ECHO', '10.0.0.2')).toBe('10.0.0.2\n');
});

it('a refusal does not count as an answer, such as the address of a primary', async () => {
  const [open, closed] = [await start(), await start({ requirepass: 'not that of this file' })];
  expect([ask(open, 'CLUSTER', 'NODES'), ask(closed, 'ECHO', '10.0.0.2')].map((text) => text.trim())).toEqual(
    ['', ''],
  );
});

it('a Redis that is not there gives no answer', async () => {
  expect(ask(String(await freePort()), 'PING')).toBe('');
});
