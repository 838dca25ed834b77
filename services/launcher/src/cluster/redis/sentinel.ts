// Sentinel: a primary, two replicas, and three sentinels. When two sentinels miss the primary, they promote a replica.
import { replicationUser, sentinelPatienceMs } from '@scale-out-lab/core';
import { startOnFreePorts } from '../../process/port.js';
import {
  holdsForAll,
  isReplicating,
  type RedisNode,
  type RedisSetup,
  replicated,
  type StartedRedis,
  startNode,
  waitUntil,
} from './node.js';

const replicas = 2;
const sentinels = 3;
const quorum = 2;
/** The name of the primary in the sentinels. */
const primaryName = 'lab';

export function startSentinels(setup: RedisSetup): Promise<StartedRedis> {
  return startOnFreePorts(1 + replicas + sentinels, async (ports) => {
    const [primaryPort = 0, ...others] = ports;
    const primary = await startNode(setup, { name: 'redis-1', port: primaryPort, ...replicated(setup) });
    const following = [`replicaof 127.0.0.1 ${primaryPort}`];
    const followers = await Promise.all(
      others.slice(0, replicas).map((port, index) => {
        const name = `redis-${index + 2}`;
        return startNode(setup, { name, port, ...replicated(setup, following) });
      }),
    );
    await waitUntil(setup, 'a replica does not follow the primary', holdsForAll(followers, isReplicating));

    // A sentinel that finds the primary before its replicas looks for them only ten seconds later.
    const watching = await Promise.all(
      others
        .slice(replicas)
        .map((port, index) => startSentinel(setup, `sentinel-${index + 1}`, port, primaryPort)),
    );
    const areComplete = holdsForAll(watching, knowsAll);
    await waitUntil(setup, 'a sentinel does not know the others and the replicas', areComplete);
    const hosts = watching.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return { url: `redis-sentinel://${hosts}/${primaryName}`, nodes: [primary, ...followers, ...watching] };
  });
}

function startSentinel(
  setup: RedisSetup,
  name: string,
  port: number,
  primaryPort: number,
): Promise<RedisNode> {
  const lines = [
    `sentinel sentinel-pass ${setup.password}`,
    `sentinel monitor ${primaryName} 127.0.0.1 ${primaryPort} ${quorum}`,
    `sentinel auth-user ${primaryName} ${replicationUser}`,
    `sentinel auth-pass ${primaryName} ${setup.password}`,
    `sentinel down-after-milliseconds ${primaryName} ${sentinelPatienceMs}`,
    `sentinel failover-timeout ${primaryName} 5000`,
  ];
  return startNode(setup, { name, port, lines, isSentinel: true });
}

async function knowsAll({ ask }: RedisNode): Promise<boolean> {
  const fields = (await ask('SENTINEL', 'MASTER', primaryName)).split(',');
  const field = (name: string) => Number(fields[fields.indexOf(name) + 1]);
  return field('num-slaves') === replicas && field('num-other-sentinels') === sentinels - 1;
}
