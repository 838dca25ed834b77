// Finds the primaries of real servers: one that a sentinel watches, and a cluster of one node.
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { expect, it } from 'vitest';
import { startRedisServer } from '../../../testing/redis-server.js';
import { redisFaults } from './redis-faults.js';
import { areSentinelsSettled, findPrimaries } from './redis-primaries.js';
import { withRedis } from './with-redis.js';

const isUsable = async (url: string) => {
  const faults = redisFaults({ url });
  expect(await faults.isPersistent()).toBe(false);
  expect(await faults.countKeys()).toBe(0);
  await faults.stall(20);
};

it('behind a sentinel it is the server that the sentinel names, although another address does not answer', async () => {
  const port = await startRedisServer(['save ""']);
  const sentinel = await startRedisServer([`sentinel monitor lab 127.0.0.1 ${port} 1`], '--sentinel');
  const url = `redis-sentinel://127.0.0.1:${await freePort()},127.0.0.1:${sentinel}/lab`;
  expect(await findPrimaries({ url })).toEqual([{ url: `redis://127.0.0.1:${port}`, password: undefined }]);
  await isUsable(url);
  const other = `redis-sentinel://127.0.0.1:${sentinel}/other`;
  await expect(findPrimaries({ url: other })).rejects.toThrow('knows no primary of the name "other"');
});

it('among sentinels that disagree it is the server of the last failover', async () => {
  const [former, latest] = [await startRedisServer(['save ""']), await startRedisServer(['save ""'])];
  const start = (port: number, epoch: number) =>
    startRedisServer(
      [`sentinel monitor lab 127.0.0.1 ${port} 1`, `sentinel config-epoch lab ${epoch}`],
      '--sentinel',
    );
  const [stale, current] = [await start(former, 1), await start(latest, 2)];
  const url = `redis-sentinel://127.0.0.1:${stale},127.0.0.1:${current}/lab`;
  for (let time = 0; time < 5; time += 1)
    expect((await findPrimaries({ url })).map((each) => each.url)).toEqual([`redis://127.0.0.1:${latest}`]);
});

it('sentinels are settled while they name one primary, and it answers', async () => {
  const [port, other] = [await startRedisServer(['save ""']), await startRedisServer(['save ""'])];
  const watch = (at: number) =>
    startRedisServer(
      [`sentinel monitor lab 127.0.0.1 ${at} 1`, 'sentinel down-after-milliseconds lab 200'],
      '--sentinel',
    );
  const [one, two, third] = [await watch(port), await watch(port), await watch(other)];
  const at = (...ports: readonly number[]) => ({
    url: `redis-sentinel://${ports.map((each) => `127.0.0.1:${each}`).join(',')}/lab`,
  });
  expect(await areSentinelsSettled(at(one, two, await freePort()))).toBe(true);
  expect(await areSentinelsSettled(at(one, third))).toBe(false);
  await withRedis({ url: `redis://127.0.0.1:${port}` }, (redis) =>
    redis.call('CLIENT', 'PAUSE', 5000, 'ALL'),
  );
  await expect.poll(() => areSentinelsSettled(at(one, two))).toBe(false);
  expect(await areSentinelsSettled({ url: `redis://127.0.0.1:${other}` })).toBe(true);
});

it('in a cluster it is each node with slots', async () => {
  const port = await startRedisServer(['save ""', 'cluster-enabled yes']);
  await withRedis({ url: `redis://127.0.0.1:${port}` }, (node) =>
    node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383),
  );
  const url = `redis-cluster://127.0.0.1:${port}`;
  const [first, ...others] = await findPrimaries({ url });
  expect([first?.url.endsWith(`:${port}`), others]).toEqual([true, []]);
});
