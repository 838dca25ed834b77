// Every process that a bench needs: a Redis, one instance, and one for each peer.
import { fileURLToPath } from 'node:url';
import { randomSecret } from '@scale-out-lab/core';
import { startInstances } from '@scale-out-lab/launcher/cluster/instances';
import type { PartContext } from '@scale-out-lab/launcher/cluster/part';
import { startRedis } from '@scale-out-lab/launcher/cluster/redis/redis';
import type { LauncherConfig } from '@scale-out-lab/launcher/config';
import { startChild, waitUntilReady } from '@scale-out-lab/launcher/process/child';
import type { RedisAddress } from '@scale-out-lab/loadtest';
import { type Peer, peers, type Target } from './targets.js';

export interface Servers {
  readonly redis: RedisAddress;
  /** Where a target answers. */
  originOf(target: Target): string;
  stop(): Promise<void>;
}

/** The guardian of `context` ends what has been started when not all of it comes up. */
export async function startServers(config: LauncherConfig, context: PartContext): Promise<Servers> {
  const redis = await startRedis(config, context);
  const { url: redisUrl, password, passwordFile: redisPasswordFile } = redis;
  // What the check of an access token costs does not depend on how long it lives; a slice may take longer than 5 s.
  const forwardedEnv = { ...config.forwardedEnv, ACCESS_TTL: '900' };
  const options = {
    ...config,
    forwardedEnv,
    tracingEnv: {},
    instances: 1,
    redisUrl,
    redisPasswordFile,
    controlToken: randomSecret(),
  };
  const [instance] = await startInstances(options, context);
  if (!instance) throw new TypeError('No instance was started');
  const env = {
    ...config.forwardedEnv,
    NODE_ENV: 'production',
    PEER_SECRET: randomSecret(),
    PEER_REDIS_URL: redisUrl,
    PEER_REDIS_PASSWORD: password,
  };
  const running = await Promise.all(peers.map((peer) => startPeer(peer, env, context)));
  const ports = new Map(running.map(({ name, port }) => [name, port]));
  return {
    redis: { url: redisUrl, password },
    originOf: ({ name }) => `http://127.0.0.1:${ports.get(name) ?? instance.port}`,
    async stop() {
      await Promise.all([instance, ...running].map((each) => each.stop()));
      await redis.stop();
    },
  };
}

async function startPeer(peer: Peer, env: LauncherConfig['forwardedEnv'], context: PartContext) {
  // dist/modes and src/modes lie at the same depth; what Node can run is in dist.
  const path = fileURLToPath(new URL(`../../dist/modes/peers/${peer.server}.js`, import.meta.url));
  const program = { name: peer.name, command: process.execPath, args: [path], cwd: context.folder };
  const child = await startChild(
    { ...program, env: { ...env, ...peer.env }, hasChannel: true },
    // What a peer has to say is shown when it does not come up.
    { ...context, onLine: () => {} },
  );
  let port: number | undefined;
  child.process.once('message', (message: { port: number }) => {
    port = message.port;
  });
  await waitUntilReady(child, async () => port !== undefined);
  return { name: peer.name, port, stop: () => child.stop(0) };
}
