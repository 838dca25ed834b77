// Finds the servers that take the writes: one Redis, the primary that the sentinels name, or the primaries of a cluster.
import { missingError, parseRedisUrl, type RedisEndpoint } from '@scale-out-lab/core';
import { type RedisAddress, withRedis } from './with-redis.js';

/** @throws ExitError when no sentinel, or no node of the cluster, answers with a primary */
export async function findPrimaries(address: RedisAddress): Promise<readonly RedisAddress[]> {
  const parts = parseRedisUrl(address.url);
  if (!parts || parts.topology === 'single') return [address];
  const password = address.password ?? parts.password;
  const at = ({ host, port }: RedisEndpoint) => ({ url: `redis://${host}:${port}`, password });
  if (parts.topology === 'sentinel') {
    const { primary } = parts;
    return [at(await latestNamed(parts.endpoints.map((endpoint) => namedBy(at(endpoint), primary))))];
  }
  // The first answer counts: a node that is stalled answers none.
  const found = Promise.any(parts.endpoints.map((endpoint) => primariesOfSlots(at(endpoint))));
  return (
    await found.catch(({ errors: [first] }: AggregateError) => {
      throw first;
    })
  ).map(at);
}

interface Named extends RedisEndpoint {
  /** Grows with each failover (`config-epoch`). */
  readonly epoch: number;
}

/** A sentinel that has not heard of the last failover names an earlier primary, so all are asked. */
async function latestNamed(answers: readonly Promise<Named>[]): Promise<Named> {
  const settled = await Promise.allSettled(answers);
  const named = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const [latest] = named.sort((one, other) => other.epoch - one.epoch);
  if (latest) return latest;
  throw settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))[0];
}

/** During a failover SENTINEL MASTER still has the old address, and clients get the new one. It has the epoch, too. */
function namedBy(sentinel: RedisAddress, name: string): Promise<Named> {
  return withRedis(sentinel, async (redis) => {
    const address = (await redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as string[] | null;
    if (!address)
      throw missingError(`The sentinel at ${sentinel.url} knows no primary of the name "${name}".`);
    const [host = '', port] = address;
    // Names and values in turn.
    const fields = (await redis.call('SENTINEL', 'MASTER', name)) as string[];
    const epoch = Number(fields[fields.indexOf('config-epoch') + 1]);
    return { host, port: Number(port), epoch };
  });
}

/** CLUSTER SLOTS: each range of slots with its nodes, the primary first. */
const primariesOfSlots = (node: RedisAddress) =>
  withRedis(node, async (redis) => {
    const ranges = (await redis.call('CLUSTER', 'SLOTS')) as readonly [number, number, [string, number]][];
    const found = ranges.map(([, , [host, port]]) => ({ host, port }));
    return found.filter(({ port }, index) => found.findIndex((other) => other.port === port) === index);
  });
