// Finds the primaries of real servers: one that a sentinel watches, and a cluster of one node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { redisFaults } from './redis-faults.js';
import { findPrimaries } from './redis-primaries.js';
import { withRedis } from './with-redis.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @param lines of its configuration file */
async function startServer(lines: readonly string[], ...flags: readonly string[]): Promise<number> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-primaries-'));
  writeFileSync(
    join(folder, 'redis.conf'),
    [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...lines, ''].join('\n'),
  );
  const server = spawn('redis-server', [join(folder, 'redis.conf'), ...flags], { stdio: 'ignore' });
  onTestFinished(async () => {
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true });
  });
  const answers = () => withRedis({ url: `redis://127.0.0.1:${port}` }, (redis) => redis.ping());
  await vi.waitFor(answers, { timeout: 5000 });
  return port;
}

const isUsable = async (url: string) => {
  const faults = redisFaults({ url });
  expect(await faults.isPersistent()).toBe(false);
  expect(await faults.countKeys()).toBe(0);
  await faults.stall(20);
};

it('behind a sentinel it is the server that the sentinel names, although another address does not answer', async () => {
  const port = await startServer(['save ""']);
  const sentinel = await startServer([`sentinel monitor lab 127.0.0.1 ${port} 1`], '--sentinel');
  const url = `redis-sentinel://127.0.0.1:${await freePort()},127.0.0.1:${sentinel}/lab`;
  expect(await findPrimaries({ url })).toEqual([{ url: `redis://127.0.0.1:${port}`, password: undefined }]);
  await isUsable(url);
  const other = `redis-sentinel://127.0.0.1:${sentinel}/other`;
  await expect(findPrimaries({ url: other })).rejects.toThrow('knows no primary of the name "other"');
});

it('among sentinels that disagree it is the server of the last failover', async () => {
  const [former, latest] = [await startServer(['save ""']), await startServer(['save ""'])];
  const start = (port: number, epoch: number) =>
    startServer(
      [`sentinel monitor lab 127.0.0.1 ${port} 1`, `sentinel config-epoch lab ${epoch}`],
      '--sentinel',
    );
  const [stale, current] = [await start(former, 1), await start(latest, 2)];
  const url = `redis-sentinel://127.0.0.1:${stale},127.0.0.1:${current}/lab`;
  for (let time = 0; time < 5; time += 1)
    expect((await findPrimaries({ url })).map((each) => each.url)).toEqual([`redis://127.0.0.1:${latest}`]);
});

it('in a cluster it is each node with slots', async () => {
  const busPort = await freePort();
  const port = await startServer(['save ""', 'cluster-enabled yes', `cluster-port ${busPort}`]);
  await withRedis({ url: `redis://127.0.0.1:${port}` }, (node) =>
    node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383),
  );
  const url = `redis-cluster://127.0.0.1:${port}`;
  const [first, ...others] = await findPrimaries({ url });
  expect([first?.url.endsWith(`:${port}`), others]).toEqual([true, []]);
});
