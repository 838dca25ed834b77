// The faults of a cluster that this process owns: over control ports and Redis's protocol, or directly where possible.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { HoldMeans } from '@scale-out-lab/lab';
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

/** Crashed, stalled and started by signals, since this process is the parent of every part. */
export function launcherHolds(cluster: Cluster): HoldMeans {
  const find = (id: string) => {
    const part = [cluster.redis, ...cluster.instances].find((each) => each.id === id);
    if (part) return part;
    throw new ExitError(exitCodes.missing, `The cluster has no ${id} any more.`);
  };
  return {
    crash: async (id) => find(id).hold(),
    stall: async (id) => find(id).stall(),
    start: async (id) => find(id).release(),
    held: async () => new Map(),
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
