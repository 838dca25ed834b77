// The version of the program that the nodes of Redis run, and whether it suffices.
import { basename } from 'node:path';
import { missingError, type RedisTopology } from '@scale-out-lab/core';
import type { LauncherConfig } from '../../config.js';
import { findVersion, isAtLeast } from '../write-nginx-config.js';

/** GETDEL needs 6.2, `shutdown-timeout` and CLUSTER ADDSLOTSRANGE need 7.0. */
const oldest = { single: '6.2.0', sentinel: '7.0.0', cluster: '7.0.0' } satisfies Record<
  RedisTopology,
  string
>;

/** Such as "redis" or "valkey". */
export function productOf(redisServer: string): string {
  return basename(redisServer).replace(/-server$/, '');
}

/** `npm start` installs only the server that is used by default. */
function remedyFor(redisServer: string): string | undefined {
  if (redisServer === 'redis-server') return undefined;
  return 'install it, or set REDIS_SERVER to the path of a server with the commands of Redis';
}

/** @throws ExitError (exit code 3) if the program is not there, or too old for the topology */
export async function findRedisVersion({
  redisServer,
  redisTopology,
  forwardedEnv,
}: Pick<LauncherConfig, 'redisServer' | 'redisTopology' | 'forwardedEnv'>): Promise<string> {
  const version = await findVersion(redisServer, forwardedEnv, remedyFor(redisServer));
  const needed = oldest[redisTopology];
  if (isAtLeast(version, needed)) return version;
  const remedy = `install ${needed} or later, or set REDIS_SERVER to the path of one`;
  const sentence = `${redisServer} is ${version}, which is too old for REDIS_TOPOLOGY=${redisTopology}; ${remedy}.`;
  throw missingError(sentence);
}
