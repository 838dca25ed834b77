// Every process that the targets need: a Redis with one instance, the same for each other topology, and one for each peer.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RedisTopology, randomSecret } from '@scale-out-lab/core';
import { startInstances } from '@scale-out-lab/launcher/cluster/instances';
import type { PartContext } from '@scale-out-lab/launcher/cluster/part';
import { startRedis } from '@scale-out-lab/launcher/cluster/redis/redis';
import type { LauncherConfig } from '@scale-out-lab/launcher/config';
import { startChild, waitUntilReady } from '@scale-out-lab/launcher/process/child';
import { makeFolderAt } from '@scale-out-lab/launcher/process/guardian';
import type { RedisAddress } from '@scale-out-lab/loadtest';
import { type Peer, peers, replicated, type Target } from './targets.js';

export interface Servers {
  readonly redis: RedisAddress;
  /** Where a target answers. */
  originOf(target: Target): string;
  stop(): Promise<void>;
}

/** If one part fails to start, the guardian of `context` ends the others. */
export async function startServers(
  config: LauncherConfig,
  targets: readonly Target[],
  context: PartContext,
): Promise<Servers> {
  const first = await startWithRedis('single', config, context);
  const others: (Awaited<ReturnType<typeof startWithRedis>> & { readonly name: string })[] = [];
  for (const { name, server } of replicated.filter((each) => targets.includes(each)))
    others.push({ ...(await startWithRedis(server, config, context)), name });
  const { url, password } = first.redis;
  const env = {
    ...config.forwardedEnv,
    NODE_ENV: 'production',
    PEER_SECRET: randomSecret(),
    PEER_REDIS_URL: url,
    PEER_REDIS_PASSWORD: password,
  };
  const chosen = peers.filter((each) => targets.includes(each));
  const running = await Promise.all(chosen.map((peer) => startPeer(peer, env, context)));
  const ports = new Map([...others, ...running].map(({ name, port }) => [name, port]));
  return {
    redis: { url, password },
    originOf: ({ name }) => `http://127.0.0.1:${ports.get(name) ?? first.port}`,
    async stop() {
      await Promise.all([first, ...others, ...running].map((each) => each.stop()));
    },
  };
}

/** One instance with its own Redis. */
async function startWithRedis(redisTopology: RedisTopology, config: LauncherConfig, context: PartContext) {
  const folder = join(context.folder, redisTopology);
  await makeFolderAt(folder, 'passage');
  const redis = await startRedis({ ...config, redisTopology }, { ...context, folder });
  // The cost of checking an access token does not depend on its lifetime; a slice may take longer than 5 s.
  const forwardedEnv = { ...config.forwardedEnv, ACCESS_TTL: '900' };
  const options = {
    ...config,
    forwardedEnv,
    tracingEnv: {},
    instances: 1,
    redisUrl: redis.url,
    redisPasswordFile: redis.passwordFile,
    controlToken: randomSecret(),
  };
  const [instance] = await startInstances(options, { ...context, folder });
  if (!instance) throw new TypeError('No instance was started');
  const stop = () => instance.stop().then(redis.stop);
  return { redis, port: instance.port, stop };
}

async function startPeer(peer: Peer, env: LauncherConfig['forwardedEnv'], context: PartContext) {
  // dist/modes and src/modes are at the same depth; the compiled files are in dist.
  const path = fileURLToPath(new URL(`../../dist/modes/peers/${peer.server}.js`, import.meta.url));
  const program = { name: peer.name, command: process.execPath, args: [path], cwd: context.folder };
  const child = await startChild(
    { ...program, env: { ...env, ...peer.env }, hasChannel: true },
    // The output of a peer is shown when it does not start.
    { ...context, onLine: () => {} },
  );
  let port: number | undefined;
  child.process.once('message', (message: { port: number }) => {
    port = message.port;
  });
  await waitUntilReady(child, async () => port !== undefined);
  return { name: peer.name, port, stop: () => child.stop(0) };
}
