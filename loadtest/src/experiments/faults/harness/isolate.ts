// Cuts the primary off from its replicas and sentinels, over Redis's own protocol: it ends their connections and refuses
// new ones. They log in as a separate user; clients log in as the default user, and are unaffected.
import { missingError, replicationUser } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import { waitFor } from '../../../http/wait.js';
import type { Isolation } from './control-ports.js';
import { findPrimaries } from './redis-primaries.js';
import { type RedisAddress, withRedis } from './with-redis.js';

const timeoutMs = 20_000;
/** A connection of an instance is older than this; one for a single query is not. */
const lastingSeconds = 1;

/** @throws ExitError where replicas and sentinels have no separate user */
export async function isolate(address: RedisAddress, minReplicas: number): Promise<Isolation> {
  const [former = address] = await findPrimaries(address);
  const onFormer = <Result>(use: (redis: Redis) => Promise<Result>) => withRedis(former, use);
  const { clients, before } = await onFormer(async (redis) => {
    if ((await redis.call('ACL', 'GETUSER', replicationUser)) === null) throw noUser();
    const [, before = '0'] = await redis.config('GET', 'min-replicas-to-write');
    try {
      await redis.config('SET', 'min-replicas-to-write', minReplicas);
      await redis.call('ACL', 'SETUSER', replicationUser, 'off');
      await redis.call('CLIENT', 'KILL', 'USER', replicationUser);
      return { clients: await lastingClients(redis), before };
    } catch (error) {
      const former = redis.config('SET', 'min-replicas-to-write', before as string);
      await Promise.allSettled([allow(redis), former]);
      throw error;
    }
  });
  const heal = () => onFormer(allow);

  return {
    isReplaced: async () => (await findPrimaries(address)).some(({ url }) => url !== former.url),
    heal,
    look: () =>
      onFormer(async (redis) => {
        const present = new Set(await lastingClients(redis));
        return {
          isPrimary: (await roleOf(redis)).role === 'master',
          keepsClients: clients.every((id) => present.has(id)),
        };
      }),
    async restore() {
      await heal();
      await follow(former, await findPrimaries(address));
      await onFormer((redis) => redis.config('SET', 'min-replicas-to-write', before as string));
    },
  };
}

async function allow(redis: Redis): Promise<void> {
  await redis.call('ACL', 'SETUSER', replicationUser, 'on');
}

/** As a sentinel does it, ten seconds later: it then closes the connections, so that clients find the new primary. */
async function follow(former: RedisAddress, [primary = former]: readonly RedisAddress[]): Promise<void> {
  if (primary.url === former.url) return;
  const { hostname, port } = new URL(primary.url);
  await withRedis(former, async (redis) => {
    await redis.replicaof(hostname, port);
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal');
  });
  await waitFor(async () => (await withRedis(former, roleOf)).link === 'connected', {
    signal: new AbortController().signal,
    timeoutMs,
    onTimeout: () => missingError('The former primary of Redis does not follow the new one.'),
  });
}

async function roleOf(redis: Redis) {
  const [role, , , link] = (await redis.call('ROLE')) as readonly unknown[];
  return { role, link };
}

/** The IDs of the connections that clients keep. */
async function lastingClients(redis: Redis): Promise<readonly string[]> {
  const lines = String(await redis.call('CLIENT', 'LIST', 'TYPE', 'normal')).split('\n');
  const fields = lines.map((line) => /^id=(\d+) .*\bage=(\d+)/.exec(line));
  return fields.flatMap((found) => (Number(found?.[2]) >= lastingSeconds ? [found?.[1] ?? ''] : []));
}

function noUser() {
  const remedy = `give replicas and sentinels the user "${replicationUser}" (masteruser, sentinel auth-user)`;
  return missingError(`Redis has no way to cut its replicas off alone; ${remedy}.`);
}
