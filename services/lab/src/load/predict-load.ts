// The share of the load's requests that fails, where nothing has happened to the cluster since its users logged in.
import { type Mode, predictFailureRate } from '@scale-out-lab/core';
import type { Incident, LabState } from '@scale-out-lab/core/wire';

interface Circumstances {
  readonly loggedInAt: string;
  readonly state: Pick<LabState, 'instances' | 'redis'>;
  readonly incidents: readonly Incident[];
}

/** From 0 to 1; null while a part is down, or if log-ins may have been lost or moved since. */
export function predictLoad(mode: Mode, { loggedInAt, state, incidents }: Circumstances): number | null {
  const { instances, redis } = state;
  const isWhole = instances.every(({ isAlive, isReady, hold }) => isAlive && isReady && !hold);
  const isRedisUp = redis === null || (redis.isAlive && !redis.hold);
  const isChanged = incidents.some(({ at, what }) => at >= loggedInAt && what !== 'redis-persistence');
  if (instances.length === 0 || !isWhole || !isRedisUp || isChanged) return null;
  // A pinned client keeps its credential, so the number of its requests does not matter.
  return predictFailureRate(mode, 'pinned', { instances: instances.length, requestsPerUser: 1 });
}
