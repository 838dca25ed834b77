// The first connection to a Redis that is behind sentinels, or is a cluster. Why it fails is one sentence with the remedy, and
// exit code 3.
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { connectRedis } from './connect-redis.js';
import { createRedis, type RedisClient } from './redis.js';
import { createTestRedis } from './testing/redis-server.js';

async function startServer(
  settings: Readonly<Record<string, string>>,
): Promise<{ port: number; path: string }> {
  const port = await freePort();
  const server = createTestRedis({ port: String(port), bind: '127.0.0.1', ...settings });
  onTestFinished(() => server.close());
  await server.start();
  return { port, path: server.path };
}

async function expectRefusal(url: string, ...parts: readonly string[]): Promise<void> {
  const redis = createRedis(url, 'the password that this process has');
  onTestFinished(() => redis.disconnect());
  const error = await connectRedis(redis).then(
    () => expect.fail('connected'),
    (reason) => reason,
  );
  expect(error).toMatchObject({ exitCode: 3 });
  for (const part of parts) expect(error.message).toContain(part);
  expect(error.message).not.toContain('the password that this process has');
}

it('no sentinel answers', async () => {
  const port = await freePort();
  await expectRefusal(
    `redis-sentinel://127.0.0.1:${port}/lab`,
    `No sentinel at 127.0.0.1:${port} names a primary of the name "lab"`,
    'set REDIS_URL',
  );
});

it('no node of the cluster answers', async () => {
  const port = await freePort();
  await expectRefusal(
    `redis-cluster://127.0.0.1:${port}`,
    `The Redis Cluster does not answer at 127.0.0.1:${port}; start it`,
  );
});

/** The URL of a cluster of one node. Its state is good after two seconds. */
async function startCluster(): Promise<string> {
  const { port, path } = await startServer({
    'cluster-enabled': 'yes',
    'cluster-announce-ip': '127.0.0.1',
  });
  const node = new Redis(path);
  onTestFinished(() => node.disconnect());
  await node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
  return `127.0.0.1:${port}`;
}

async function expectUsable(redis: RedisClient, connecting = connectRedis(redis)): Promise<void> {
  onTestFinished(() => redis.disconnect());
  await connecting;
  expect(await redis.set('key', 'value')).toBe('OK');
}

it('a cluster is usable although the name of a node does not resolve', async () => {
  await expectUsable(createRedis(`redis-cluster://gone.invalid:6379,${await startCluster()}`));
});

it('a cluster is usable although a connection of before closes while names are looked up', async () => {
  const redis = createRedis(`redis-cluster://${await startCluster()}`);
  const connecting = connectRedis(redis);
  // As ioredis does when the last of its former nodes has closed.
  Reflect.get(redis, 'connectionPool').emit('drain');
  await expectUsable(redis, connecting);
});

it('a cluster lacks a slot', async () => {
  const { port, path } = await startServer({ 'cluster-enabled': 'yes' });
  const node = new Redis(path);
  await node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_382);
  await node.config('SET', 'requirepass', 'the password that this process has');
  node.disconnect();
  await expectRefusal(
    `redis-cluster://127.0.0.1:${port}`,
    `The Redis Cluster at 127.0.0.1:${port} serves 16383 of 16384 slots`,
    `redis-cli --cluster check 127.0.0.1:${port}`,
  );
});

it.each(['redis-cluster://127.0.0.1:PORT', 'redis-sentinel://127.0.0.1:PORT/lab'])(
  '%s has another password',
  async (url) => {
    const settings = url.includes('cluster') ? { 'cluster-enabled': 'yes' } : {};
    const { port } = await startServer({ ...settings, requirepass: 'another password' });
    await expectRefusal(
      url.replace('PORT', String(port)),
      `Redis at 127.0.0.1:${port} refuses this client (WRONGPASS`,
      'set REDIS_PASSWORD or REDIS_PASSWORD_FILE',
    );
  },
);
