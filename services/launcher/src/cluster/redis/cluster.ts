// Redis Cluster: three primaries, which share the slots, and a replica of each. When most primaries miss one of them, its
// replica takes over its slots.
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

const primaries = 3;
const nodeCount = 2 * primaries;
const slots = 16_384;

export function startReplicatedNodes(setup: RedisSetup): Promise<StartedRedis> {
  return startOnFreePorts(2 * nodeCount, async (ports) => {
    const busPorts = ports.slice(nodeCount);
    const nodes = await Promise.all(
      ports.slice(0, nodeCount).map((port, index) => startMember(setup, index, port, busPorts[index] ?? 0)),
    );
    await join(setup, nodes, busPorts);
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return { url: `redis-cluster://${hosts}`, nodes: nodes as [RedisNode, ...RedisNode[]] };
  });
}

function startMember(setup: RedisSetup, index: number, port: number, busPort: number): Promise<RedisNode> {
  const { lines, settings, restartPauseMs } = replicated(setup);
  const own = {
    'cluster-enabled': 'yes',
    'cluster-port': busPort,
    'cluster-node-timeout': 1000,
    // The users of the other slots stay logged in when both nodes of a slot are down.
    'cluster-require-full-coverage': 'no',
  };
  return startNode(setup, {
    name: `redis-${index + 1}`,
    port,
    lines,
    settings: { ...settings, ...own },
    restartPauseMs,
  });
}

/** Resolves once every replica can take over, which is later than the cluster's own `cluster_state:ok`. */
async function join(setup: RedisSetup, nodes: readonly RedisNode[], busPorts: readonly number[]) {
  const [first, ...rest] = nodes as [RedisNode, ...RedisNode[]];
  const leading = nodes.slice(0, primaries);
  const following = nodes.slice(primaries);
  await Promise.all(nodes.map(({ ask }, index) => ask('CLUSTER', 'SET-CONFIG-EPOCH', index + 1)));
  await Promise.all(
    leading.map(({ ask }, index) => {
      const from = Math.floor((slots * index) / primaries);
      return ask('CLUSTER', 'ADDSLOTSRANGE', from, Math.floor((slots * (index + 1)) / primaries) - 1);
    }),
  );
  await Promise.all(rest.map(({ ask }) => ask('CLUSTER', 'MEET', '127.0.0.1', first.port, busPorts[0] ?? 0)));
  const knowsAll = async ({ ask }: RedisNode) => {
    const info = await ask('CLUSTER', 'INFO');
    return info.includes(`cluster_known_nodes:${nodeCount}`) && info.includes(`cluster_slots_ok:${slots}`);
  };
  await waitUntil(setup, 'a node of the cluster does not know the others', holdsForAll(nodes, knowsAll));

  const ids = await Promise.all(leading.map(({ ask }) => ask('CLUSTER', 'MYID')));
  await Promise.all(following.map(({ ask }, index) => ask('CLUSTER', 'REPLICATE', ids[index] ?? '')));
  await waitUntil(setup, 'a replica does not follow its primary', holdsForAll(following, isReplicating));
  const isOk = async ({ ask }: RedisNode) => (await ask('CLUSTER', 'INFO')).includes('cluster_state:ok');
  await waitUntil(setup, 'the cluster accepts no writes', holdsForAll(nodes, isOk));
}
