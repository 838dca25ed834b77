// One failover: a primary of Redis crashes or stalls, and users log in again and again until all of them can.
import { missingError, virtualUserName } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { waitFor } from '@scale-out-lab/loadtest';
import { logIn } from '../log-in.js';

export const topologies = ['sentinel', 'cluster'] as const;
export const ways = ['crash', 'stall'] as const;
type Way = (typeof ways)[number];

export interface Failover {
  readonly topology: string;
  readonly way: Way;
  /** From the fault until another server is named as primary. */
  readonly secondsToPrimary: number;
  /** From then until every user has an acknowledged log-in. */
  readonly secondsToWrites: number;
}

/** In a Redis Cluster each primary has some of these users. */
const usernames = Array.from({ length: 30 }, (_, index) => virtualUserName(index + 1));
/** A sentinel may postpone a failover for ten seconds after the last one. */
const timeoutMs = 40_000;

/** Resolves once the old primary is back, as a replica. */
export async function measureFailover(cluster: Cluster, way: Way, signal: AbortSignal): Promise<Failover> {
  const redis = launcherFaults(cluster).redis;
  if (!redis?.failOver) throw missingError('Redis cannot fail over here.');
  const secondsUntil = async (what: string, condition: () => Promise<boolean>) => {
    const from = performance.now();
    const onTimeout = () => missingError(`${what} within ${timeoutMs / 1000} s.`);
    await waitFor(condition, { signal, timeoutMs, onTimeout });
    return (performance.now() - from) / 1000;
  };
  await secondsUntil('Not every user could log in', () => canLogIn(cluster));
  const failover = await redis.failOver(way);
  try {
    const secondsToPrimary = await secondsUntil('No replica has become the primary', failover.isOver);
    const secondsToWrites = await secondsUntil('Not every user could log in', () => canLogIn(cluster));
    return { topology: redis.topology, way, secondsToPrimary, secondsToWrites };
  } finally {
    await failover.restore();
  }
}

/** All at once, each tried once. @throws if one got no log-in */
async function canLogIn({ url }: Cluster): Promise<boolean> {
  const address = new URL('/api/session-redis/login', url);
  await Promise.all(usernames.map((username) => logIn(address, username, 1)));
  return true;
}
