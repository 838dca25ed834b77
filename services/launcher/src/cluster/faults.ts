// The faults of a cluster that this process owns: over control ports and Redis's protocol, or directly where possible.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createControlClient,
  type Faults,
  instanceFaults,
  type RedisFaults,
  redisFaults,
  withRedis,
} from '@scale-out-lab/loadtest';
import type { Cluster } from './cluster.js';

export function launcherFaults(cluster: Cluster): Faults {
  const addresses = () => cluster.instances.map(({ controlUrl }) => new URL(controlUrl));
  const control = createControlClient(() => cluster.controlToken);
  return {
    ...instanceFaults(addresses, control),
    redis: launcherRedisFaults(cluster),
    scaleTo: cluster.scaleTo,
  };
}

function launcherRedisFaults({ redis, redisUrl, redisPassword }: Cluster): RedisFaults {
  const address = { url: redisUrl, password: redisPassword };
  return {
    ...redisFaults(address),
    crash: async () => redis.kill(),
    async setPersistent(isPersistent) {
      redis.setPersistent(isPersistent);
      await withRedis(address, async (client) => {
        await client.config('SET', 'appendonly', isPersistent ? 'yes' : 'no');
        // The first append-only file must hold all present data.
        while (/^aof_rewrite_(in_progress|scheduled):1/m.test(await client.info('persistence')))
          await sleep(20);
      });
    },
  };
}
