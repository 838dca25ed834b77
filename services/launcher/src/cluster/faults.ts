// The faults of a cluster that this process owns: over control ports and Redis's protocol, or directly where possible.
import { setTimeout as sleep } from 'node:timers/promises';
import { missingError } from '@scale-out-lab/core';
import type { HoldMeans } from '@scale-out-lab/lab';
import {
  createControlClient,
  type Faults,
  failOver,
  findPrimaries,
  instanceFaults,
  type NodeHolds,
  type RedisFaults,
  redisFaults,
  redisNodes,
  withRedis,
} from '@scale-out-lab/loadtest';
import type { Cluster } from './cluster.js';
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
    throw missingError(`The cluster has no ${id} any more.`);
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
  const nodes = nodesOf(redis);
  return {
    ...redisFaults(address),
    crash: async () => redis.kill(),
    failOver: nodes && ((how) => failOver(nodes, signals(redis), how)),
    nodes,
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

function nodesOf(redis: RedisPart) {
  if (redis.topology === 'single') return undefined;
  const endpoints = redis.nodes.map(({ id, port }) => ({ id, host: '127.0.0.1', port }));
  const crash = async (id: string) => findNode(redis, id).kill();
  return { ...redisNodes(redis, endpoints), crash };
}

function signals(redis: RedisPart): NodeHolds {
  return {
    async hold(id, how) {
      const node = findNode(redis, id);
      if (how === 'crash') node.hold();
      else node.stall();
      return performance.now();
    },
    start: async (id) => findNode(redis, id).release(),
  };
}

function findNode({ nodes }: RedisPart, id: string) {
  const node = nodes.find((each) => each.id === id);
  if (node) return node;
  throw missingError(`Redis has no ${id} here.`);
}
