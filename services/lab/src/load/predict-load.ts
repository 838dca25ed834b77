// The share of the load's requests that fails, if no event has affected the log-ins of its users.
import { diesWithRedis, type Mode, predictFailureRate } from '@scale-out-lab/core';
import type { Incident, IncidentWhat, LabState } from '@scale-out-lab/core/wire';

type Parts = Pick<LabState, 'instances' | 'redis'>;

/** The cluster when the users logged in. */
export interface LoggedIn {
  readonly at: string;
  readonly instances: LabState['instances'];
}

interface Circumstances {
  readonly loggedIn: LoggedIn;
  readonly state: Parts;
  readonly incidents: readonly Incident[];
}

/** A part that is silent and answers again still has its log-ins. A restart of an instance shows in its start time. */
const harmless: readonly IncidentWhat[] = [
  'stall',
  'start',
  'died',
  'back',
  'redis-stall',
  'redis-start',
  'redis-back',
  'redis-persistence',
  'node-stall',
  'node-start',
  'node-died',
  'node-back',
  'node-promoted',
];

/** From 0 to 1; null while a part is down that the mode needs, or if log-ins may have been lost or moved since. */
export function predictLoad(mode: Mode, { loggedIn, state, incidents }: Circumstances): number | null {
  const { instances } = state;
  if (instances.length === 0 || !isWhole(mode, state) || isRestarted(loggedIn, state)) return null;
  const isChanged = incidents.some((each) => each.at >= loggedIn.at && isHarmful(mode, each));
  if (isChanged) return null;
  // A pinned client keeps its credential, so the number of its requests does not matter.
  return predictFailureRate(mode, 'pinned', { instances: instances.length, requestsPerUser: 1 });
}

function isHarmful(mode: Mode, incident: Incident): boolean {
  const { what } = incident;
  if (what === 'redis-died' || what === 'redis-crash') return diesWithRedis(mode);
  if (what === 'node-crash') return incident.lostShare > 0 && diesWithRedis(mode);
  return !harmless.includes(what);
}

function isWhole(mode: Mode, { instances, redis }: Parts): boolean {
  const isServed = !redis?.nodes?.some(({ role, isAlive }) => role === 'primary' && !isAlive);
  const isRedisUp = mode.state !== 'redis' || redis === null || (redis.isAlive && !redis.hold && isServed);
  return isRedisUp && instances.every(({ isAlive, isReady, hold }) => isAlive && isReady && !hold);
}

function isRestarted(before: LoggedIn, { instances }: Parts): boolean {
  const startedAt = new Map(before.instances.map((instance) => [instance.id, instance.startedAt]));
  return instances.some((instance) => startedAt.get(instance.id) !== instance.startedAt);
}
