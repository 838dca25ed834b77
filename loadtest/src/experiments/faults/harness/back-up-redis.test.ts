// A backup of a real Redis, alone and as a cluster of one node, with keys in many slots.
import { expect, it } from 'vitest';
import { startRedisServer } from '../../../testing/redis-server.js';
import { backUpRedis } from './back-up-redis.js';
import { withRedis } from './with-redis.js';

const keys = Array.from({ length: 100 }, (_, index) => `key-${index}`);

it.each([
  ['one Redis', []],
  ['a Redis Cluster', ['cluster-enabled yes', 'cluster-announce-ip 127.0.0.1']],
] as const)('%s has after a restore what it had at the backup, and nothing else', async (what, lines) => {
  const port = await startRedisServer(['save ""', ...lines]);
  const node = { url: `redis://127.0.0.1:${port}` };
  if (lines.length > 0) {
    await withRedis(node, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383));
    await expect
      .poll(() => withRedis(node, async (redis) => String(await redis.call('CLUSTER', 'INFO'))), {
        timeout: 30_000,
      })
      .toContain('cluster_state:ok');
  }
  await withRedis(node, async (redis) => {
    for (const key of keys) await redis.set(key, Buffer.from([0xff, 0, 0x80]), 'PX', 60_000);
    await redis.hset('hash', 'field', 'before');
    await redis.set('brief', '', 'PX', 1);
  });
  const url = lines.length > 0 ? `redis-cluster://127.0.0.1:${port}` : node.url;
  const backup = await backUpRedis({ url });
  const before = await withRedis(node, (redis) => redis.call('PEXPIRETIME', 'key-7'));
  await withRedis(node, async (redis) => {
    await redis.hset('hash', 'field', 'after');
    await redis.persist('key-7');
    await redis.del('key-8');
    await redis.set('new', '1');
  });
  await backup.restore();
  await withRedis(node, async (redis) => {
    expect((await redis.keys('*')).sort(), what).toEqual([...keys, 'hash'].sort());
    expect(await redis.getBuffer('key-8')).toEqual(Buffer.from([0xff, 0, 0x80]));
    expect(await redis.hgetall('hash')).toEqual({ field: 'before' });
    expect(await redis.pttl('hash')).toBe(-1);
    expect(await redis.call('PEXPIRETIME', 'key-7')).toBe(before);
  });
});
