// Whether a part lives: by the last state that was heard, unless something is known to have happened since.
import type { Incident, IncidentWhat, InstanceView, RedisView } from '../../contract.js';

export type Life = 'alive' | 'starting' | 'draining' | 'stalled' | 'dead';

/** What an incident makes of the part that it struck. */
const outcomes: Readonly<Partial<Record<IncidentWhat, Life>>> = {
  crash: 'dead',
  died: 'dead',
  drain: 'draining',
  stall: 'stalled',
  back: 'alive',
  'redis-crash': 'dead',
  'redis-died': 'dead',
  'redis-stall': 'stalled',
  'redis-back': 'alive',
};

/** `at`: when the state was asked for. */
export function lifeOf(instance: InstanceView, incidents: readonly Incident[], at: string): Life {
  const fate = lastFate(
    incidents.filter((incident) => incident.instance === instance.id),
    at,
  );
  if (fate) return fate;
  if (!instance.isAlive) return 'dead';
  if (instance.isReady) return 'alive';
  // Neither is ready for requests; which one it is, its last incident tells.
  return incidents.findLast((incident) => incident.instance === instance.id)?.what === 'drain'
    ? 'draining'
    : 'starting';
}

export function lifeOfRedis(redis: RedisView, incidents: readonly Incident[], at: string): Life {
  const fate = lastFate(
    incidents.filter(({ what }) => what.startsWith('redis-')),
    at,
  );
  return fate ?? (redis.isAlive ? 'alive' : 'dead');
}

/** What the state cannot know yet. A stall is over after the milliseconds that its note says. */
function lastFate(incidents: readonly Incident[], at: string): Life | undefined {
  const last = incidents.findLast(({ what }) => what in outcomes);
  if (!last) return undefined;
  const lastsMs = last.what.endsWith('stall') ? Number.parseInt(last.note ?? '0', 10) || 0 : 0;
  return Date.parse(last.at) + lastsMs > Date.parse(at) ? outcomes[last.what] : undefined;
}
