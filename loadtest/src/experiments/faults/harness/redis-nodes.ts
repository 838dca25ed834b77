// The servers and sentinels of a Redis that has several, each polled at its own address.
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { missingError, parseRedisUrl, type RedisEndpoint } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import type { RedisNodeState, RedisNodes } from './control-ports.js';
import { areSentinelsSettled, findPrimaries } from './redis-primaries.js';
import { type RedisAddress, shutDown, withRedis } from './with-redis.js';

export interface RedisNodeEndpoint extends RedisEndpoint {
  readonly id: string;
}

/** Nodes that a command of Redis can be sent to. */
export interface ReachableNodes extends RedisNodes {
  use<Result>(id: string, use: (redis: Redis) => Promise<Result>): Promise<Result>;
  /** Whether no failover is under way. */
  isSettled(): Promise<boolean>;
  /** Makes a server a replica, as a sentinel does it ten seconds later. A Redis Cluster refuses the command. */
  follow(id: string, primary: string): Promise<void>;
}

/** @param redis as clients find it */
export function redisNodes(redis: RedisAddress, endpoints: readonly RedisNodeEndpoint[]): ReachableNodes {
  const password = redis.password ?? parseRedisUrl(redis.url)?.password;
  const { locate, idAt } = locateNodes(endpoints);

  async function use<Result>(id: string, use: (redis: Redis) => Promise<Result>): Promise<Result> {
    const { host, port } = await locate(id);
    return withRedis({ url: `redis://${host}:${port}`, password }, use);
  }
  return {
    ids: endpoints.map(({ id }) => id),
    use,
    async primaries() {
      const urls = (await findPrimaries(redis)).map(({ url }) => new URL(url));
      const found = await Promise.all(urls.map(({ hostname, port }) => idAt(hostname, Number(port))));
      return found.filter((id) => id !== null);
    },
    async look(id): Promise<RedisNodeState> {
      const [role, host, port, link] = (await use(id, (node) => node.call('ROLE'))) as readonly unknown[];
      if (role !== 'slave')
        return { role: role === 'sentinel' ? role : 'primary', follows: null, isLinked: true };
      const follows = await idAt(String(host), Number(port));
      return { role: 'replica', follows, isLinked: link === 'connected' };
    },
    crash: (id) => use(id, shutDown),
    isSettled: () => areSentinelsSettled(redis),
    async follow(id, primary) {
      const { host, port } = await locate(primary);
      await use(id, (node) => node.replicaof(host, port));
    },
  };
}

/** A container is found by its name, and names others by their addresses. */
function locateNodes(endpoints: readonly RedisNodeEndpoint[]) {
  // Not `lookup`: its few threads would all wait for the name of a stopped container.
  const resolver = new Resolver({ timeout: 300, tries: 1 });
  const known = new Map<string, RedisEndpoint>();
  /** Former addresses too: until a failover is over, the others name that of a server before its restart. */
  const ids = new Map<string, string>();

  async function locate(id: string): Promise<RedisEndpoint> {
    const endpoint = endpoints.find((each) => each.id === id);
    if (!endpoint) throw missingError(`Redis has no ${id} here.`);
    const { host, port } = endpoint;
    const [address] = isIP(host) ? [host] : await resolver.resolve4(host).catch(() => []);
    if (address !== undefined) {
      known.set(id, { host: address, port });
      ids.set(`${address}:${port}`, id);
    }
    const located = known.get(id);
    if (!located) throw missingError(`${id} of Redis is not found: no name server knows ${host}.`);
    return located;
  }
  async function idAt(host: string, port: number): Promise<string | null> {
    const at = `${host}:${port}`;
    if (!ids.has(at)) await Promise.allSettled(endpoints.map(({ id }) => locate(id)));
    return ids.get(at) ?? null;
  }
  return { locate, idAt };
}
