import { catalogue } from '@scale-out-lab/core';
import { type Cluster, startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { redisFaults } from '@scale-out-lab/loadtest';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesOfKeys } from './bytes-of-keys.js';
import { openByLogIn, openInRedis } from './open-sessions.js';

let cluster: Cluster;
let client: Redis;
beforeAll(async () => {
  cluster = await startCluster({ ...parseLauncherConfig({ PATH: process.env.PATH }), port: 0, instances: 1 });
  client = new Redis(cluster.redisUrl, { password: cluster.redisPassword, enableAutoPipelining: true });
});
afterAll(async () => {
  client?.disconnect();
  await cluster?.stop();
});

it.each(catalogue.filter(({ state, signIn }) => state === 'redis' && signIn === undefined))(
  'what the linked store opens weighs what log-ins to $name leave',
  async (mode) => {
    const address = { url: cluster.redisUrl, password: cluster.redisPassword };
    const redis = redisFaults(address);
    const weigh = async (open: (count: number) => Promise<void>) => {
      // The memory that Redis keeps after its first commands is not weighed.
      await open(100);
      await redis.clear();
      const empty = await bytesOfKeys(address);
      await open(1000);
      return { keys: await redis.countKeys(), bytes: (await bytesOfKeys(address)) - empty };
    };
    const byLogIn = await weigh((count) => openByLogIn(cluster.url, mode, 0, count));
    const linked = await weigh((count) => openInRedis(client, mode, 0, count));
    expect(linked.keys).toBe(byLogIn.keys);
    expect(linked.bytes / byLogIn.bytes).toBeGreaterThan(0.9);
    expect(linked.bytes / byLogIn.bytes).toBeLessThan(1.1);
  },
);
