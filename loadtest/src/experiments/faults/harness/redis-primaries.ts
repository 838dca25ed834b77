// Finds the servers that take the writes: one Redis, the primary that the sentinels name, or the primaries of a cluster.
import { missingError, parseRedisUrl, type RedisEndpoint } from '@scale-out-lab/core';
import { type RedisAddress, withRedis } from './with-redis.js';

/** @throws ExitError when no sentinel, or no node of the cluster, answers with a primary */
export async function findPrimaries(address: RedisAddress): Promise<readonly RedisAddress[]> {
  const parts = parseRedisUrl(address.url);
  if (!parts || parts.topology === 'single') return [address];
  const password = address.password ?? parts.password;
  const at = ({ host, port }: RedisEndpoint) => ({ url: `redis://${host}:${port}`, password });
  const primaries = parts.topology === 'sentinel' ? primaryOf(parts.primary) : primariesOfSlots;
  // The first answer counts: one that is stalled answers none.
  const found = Promise.any(parts.endpoints.map((endpoint) => primaries(at(endpoint))));
  return (
    await found.catch(({ errors: [first] }: AggregateError) => {
      throw first;
    })
  ).map(at);
}

type FindEndpoints = (address: RedisAddress) => Promise<readonly RedisEndpoint[]>;

const primaryOf =
  (name: string): FindEndpoints =>
  (sentinel) =>
    withRedis(sentinel, async (redis) => {
      const answer = (await redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as string[] | null;
      if (answer) return [{ host: answer[0] ?? '', port: Number(answer[1]) }];
      throw missingError(`The sentinel at ${sentinel.url} knows no primary of the name "${name}".`);
    });

/** CLUSTER SLOTS: each range of slots with its nodes, the primary first. */
const primariesOfSlots: FindEndpoints = (node) =>
  withRedis(node, async (redis) => {
    const ranges = (await redis.call('CLUSTER', 'SLOTS')) as readonly [number, number, [string, number]][];
    const found = ranges.map(([, , [host, port]]) => ({ host, port }));
    return found.filter(({ port }, index) => found.findIndex((other) => other.port === port) === index);
  });
