// The faults of a cluster that this process owns: over control ports and Redis's protocol, or directly where possible.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { HoldMeans } from '@scale-out-lab/lab';
import {
  createControlClient,
  type Failover,
  type Faults,
  findPrimaries,
  instanceFaults,
  type RedisFaults,
  redisFaults,
  withRedis,
} from '@scale-out-lab/loadtest';
import type { Cluster } from './cluster.js';
import { isReplicating } from './redis/node.js';
import { redisNodes } from './redis/nodes.js';
import type { RedisPart } from './redis/redis.js';

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
    const part = [cluster.redis, ...cluster.redis.nodes, ...cluster.instances].find((each) => each.id === id);
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
    failOver: redis.topology === 'single' ? undefined : (how) => failOver(redis, how),
    nodes: redisNodes(redis),
    async setPersistent(isPersistent) {
      redis.setPersistent(isPersistent);
      for (const primary of await findPrimaries(address)) {
        await withRedis(primary, async (client) => {
          await client.config('SET', 'appendonly', isPersistent ? 'yes' : 'no');
          // The first append-only file must hold all present data.
          while (/^aof_rewrite_(in_progress|scheduled):1/m.test(await client.info('persistence')))
            await sleep(20);
        });
      }
    },
  };
}

async function failOver(redis: RedisPart, how: 'crash' | 'stall'): Promise<Failover> {
  const ports = async () => (await findPrimaries(redis)).map(({ url }) => Number(new URL(url).port));
  const former = await ports();
  const victim = redis.nodes.find(({ port }) => former.includes(port));
  if (!victim) throw new ExitError(exitCodes.missing, 'No node of Redis is a primary.');
  if (how === 'crash') victim.hold();
  else victim.stall();
  return {
    isOver: async () => (await ports()).some((port) => !former.includes(port)),
    async restore() {
      victim.release();
      const isReplica = () => isReplicating(victim).catch(() => false);
      while (!(await isReplica())) {
        // A sentinel would do it too, after ten seconds or more. A cluster refuses the command, and does it at once.
        const [port = 0] = await ports();
        await victim.ask('REPLICAOF', '127.0.0.1', port).catch(() => {});
        await sleep(200);
      }
    },
  };
}
