// The cluster's own Redis in one of three topologies.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RedisTopology, randomSecret } from '@scale-out-lab/core';
import { makeFolderAt } from '../../process/guardian.js';
import type { Part, PartContext } from '../part.js';
import { startReplicatedNodes } from './cluster.js';
import type { RedisConfig, RedisNode, RedisSetup, StartedRedis } from './node.js';
import { startSentinels } from './sentinel.js';
import { startSingle } from './single.js';

/** As a part it is the first primary, but `stop` ends all nodes. */
export interface RedisPart extends Part {
  readonly topology: RedisTopology;
  /** Without the password. */
  readonly url: string;
  readonly password: string;
  /** A file with that password, which only the owner of this process can read. */
  readonly passwordFile: string;
  /** All processes: the servers, the first primary first, and then the sentinels. */
  readonly nodes: readonly RedisNode[];
  /** Whether a server has its append-only file after its next start. */
  setPersistent(isPersistent: boolean): void;
}

const topologies = {
  single: startSingle,
  sentinel: startSentinels,
  cluster: startReplicatedNodes,
} satisfies Record<RedisTopology, (setup: RedisSetup) => Promise<StartedRedis>>;

/** Resolves once Redis can be used, and where it is replicated, once a replica can take over. */
export async function startRedis(config: RedisConfig, context: PartContext): Promise<RedisPart> {
  const { redisTopology: topology = 'single' } = config;
  const folder = join(context.folder, 'redis');
  await makeFolderAt(folder, 'private');
  const password = randomSecret();
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  let { redisPersistence: isPersistent } = config;
  const setup = { config, context, folder, password, isPersistent: () => isPersistent };
  const { url, nodes } = await topologies[topology](setup);
  const [first] = nodes;
  return {
    ...first,
    id: 'redis',
    get pid() {
      return first.pid;
    },
    topology,
    url,
    password,
    passwordFile,
    nodes,
    setPersistent(value: boolean) {
      isPersistent = value;
    },
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}
