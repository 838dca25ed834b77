// Redis on the machines of the Swarm, by topology: where its parts run, and which of its servers are primaries.
import {
  type Environment,
  environmentReader,
  missingError,
  type RedisTopology,
  redisTopologies,
} from '@scale-out-lab/core';
import type { Store } from '@scale-out-lab/loadtest';
import { docker, dockerList } from './docker.js';
import { stackName, type Task } from './tasks.js';

/** The variables of the stack with the number of parts of each kind; by default none. */
const parts: Readonly<Record<RedisTopology, Environment>> = {
  single: {},
  sentinel: { REPLICATED: '1', WATCHED: '1' },
  cluster: { REPLICATED: '1', CLUSTERED: '1' },
};

/** @throws ExitError (2) if REDIS_TOPOLOGY has another value */
export function readTopology(env: Environment): RedisTopology {
  return environmentReader(env).oneOf('REDIS_TOPOLOGY', 'single', redisTopologies);
}

/**
 * The variables of the stack for REDIS_TOPOLOGY. The third place is this machine, which has the balancer. The first primary is elsewhere.
 * @throws ExitError (3) if there are too few machines
 */
export async function storeVariables(env: Environment): Promise<Environment> {
  const topology = readTopology(env);
  if (topology === 'single') return {};
  const nodes = await dockerList(['node', 'ls']);
  const ready = nodes.filter(({ Status, Availability }) => Status === 'Ready' && Availability === 'Active');
  const [first, second] = ready.filter(({ Self }) => String(Self) !== 'true');
  const third = ready.find(({ Self }) => String(Self) === 'true');
  if (!first || !second || !third) {
    throw missingError(
      `REDIS_TOPOLOGY=${topology} needs three machines, and ${ready.length} are ready in this Swarm; join more, or use REDIS_TOPOLOGY=single.`,
    );
  }
  const on = ({ Hostname }: { readonly Hostname?: string }) => `node.hostname == ${Hostname}`;
  return {
    ...parts[topology],
    REDIS_PLACEMENT: on(first),
    REDIS_PLACEMENT_2: on(second),
    REDIS_PLACEMENT_3: on(third),
  };
}

const serversOf = {
  single: ['redis'],
  sentinel: ['redis', 'redis-2', 'redis-3'],
  cluster: ['redis', 'redis-2', 'redis-3', 'redis-4', 'redis-5', 'redis-6'],
};

/** The running stack decides, because another command may have deployed it. */
export function topologyOf(tasks: readonly Task[]): RedisTopology {
  const has = (service: string) => tasks.some(({ name }) => name.startsWith(`${service}.`));
  if (has('sentinel-1')) return 'sentinel';
  return has('redis-4') ? 'cluster' : 'single';
}

/** @throws ExitError (3) from its methods if Redis is replicated, and none of its servers is on this machine */
export async function swarmStore(listTasks: () => Promise<readonly Task[]>): Promise<Store> {
  const topology = topologyOf(await listTasks());
  const servers = serversOf[topology];
  /** The name server drops a machine that was away for some seconds. Its servers are still at their addresses. */
  const serverAt = new Map<string, string>();

  async function runningOn(): Promise<ReadonlyMap<string, string>> {
    const running = (await listTasks()).filter(({ state }) => state.startsWith('Running'));
    return new Map(running.map(({ name, node }) => [name.replace(/\.\d+$/, ''), node]));
  }

  async function namePrimaries(): Promise<readonly string[]> {
    if (topology === 'single') return servers;
    const addresses = await inRedis(
      `for each in ${servers.join(' ')}; do echo "$each $(getent hosts "$each")"; done`,
    );
    for (const [, server = '', address = ''] of addresses.matchAll(/^(\S+) ([\d.]+)/gm)) {
      serverAt.set(address, server);
    }
    const primaries =
      topology === 'sentinel'
        ? [await inRedis('sh /redis/primary.sh')]
        : readClusterNodes(await inRedis(clusterNodes)).primaries;
    return primaries.flatMap((address) => serverAt.get(address) ?? []);
  }

  async function isWhole(): Promise<boolean> {
    if (topology === 'single') return (await runningOn()).has('redis');
    if (topology === 'cluster') return readClusterNodes(await inRedis(clusterNodes)).isWhole;
    const replication = await inRedis('sh /redis/ask.sh "$(sh /redis/primary.sh)" 6379 INFO replication');
    const seen = await Promise.all(
      [1, 2, 3].map((number) => inRedis(`sh /redis/ask.sh sentinel-${number} 26379 SENTINEL REPLICAS lab`)),
    );
    // A sentinel detects a replica at a new address ten seconds later than the primary does.
    return (
      count(replication, /state=online/g) === 2 && seen.every((each) => count(each, /^flags\nslave$/gm) >= 2)
    );
  }

  return {
    topology,
    async primaries() {
      const machines = await runningOn();
      const names = await namePrimaries();
      return new Map(names.flatMap((name) => (machines.has(name) ? [[name, machines.get(name) ?? '']] : [])));
    },
    async saysPrimary(server) {
      const [address = server] = [...serverAt].find(([, name]) => name === server) ?? [];
      const role = await inRedis(`sh /redis/ask.sh ${address} 6379 ROLE`);
      return role === '' ? undefined : role.startsWith('master');
    },
    isWhole,
  };
}

const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length;

const clusterNodes = 'sh /redis/ask.sh "$(hostname)" 6379 CLUSTER NODES';

/** The answer of a node of a Redis Cluster to CLUSTER NODES. */
export function readClusterNodes(answer: string) {
  const nodes = answer.split('\n').map((line) => {
    const [, address = '', flags = '', primary = '', , , , link, slots] = line.split(' ');
    return { address: address.replace(/:.*/, ''), flags: flags.split(','), primary, link, slots };
  });
  // "fail?" is the suspicion of one node, and "fail" the agreement of most of them.
  const primaries = nodes.filter(
    ({ flags, slots }) => slots && flags.includes('master') && !flags.includes('fail'),
  );
  const linked = nodes.filter(
    ({ flags, link }) => link === 'connected' && !flags.some((flag) => flag.startsWith('fail')),
  );
  const replicated = new Set(
    linked.flatMap(({ flags, primary }) => (flags.includes('slave') ? [primary] : [])),
  );
  return {
    /** The addresses of the primaries that have slots. */
    primaries: primaries.map(({ address }) => address),
    /** Whether three primaries answer, each with a replica. */
    isWhole:
      primaries.length === 3 && primaries.every((each) => linked.includes(each)) && replicated.size === 3,
  };
}

/** The output of a shell script in a container of Redis on this machine; empty if it fails. */
async function inRedis(script: string): Promise<string> {
  const running = ['--filter', `name=^${stackName}_redis`, '--filter', 'status=running'];
  const [container] = await dockerList(['ps', ...running]);
  if (!container) {
    throw missingError(
      'No server of Redis runs on this machine; run the command on the manager that ran `up`.',
    );
  }
  return docker(['exec', container.ID ?? '', 'sh', '-c', script]).catch(() => '');
}
