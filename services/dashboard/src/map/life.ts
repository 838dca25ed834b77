// Whether a part is up: by the last state, unless a later incident is known.
import type {
  Incident,
  IncidentWhat,
  InstanceView,
  RedisNodeView,
  RedisView,
} from '@scale-out-lab/core/wire';

export type Life = 'alive' | 'starting' | 'draining' | 'stalled' | 'cutOff' | 'dead';

/** The status of a part after an incident. */
const outcomes: Readonly<Partial<Record<IncidentWhat, Life>>> = {
  crash: 'dead',
  died: 'dead',
  drain: 'draining',
  stall: 'stalled',
  start: 'starting',
  back: 'alive',
  'redis-crash': 'dead',
  'redis-died': 'dead',
  'redis-stall': 'stalled',
  'redis-start': 'starting',
  'redis-back': 'alive',
  'node-crash': 'dead',
  'node-died': 'dead',
  'node-stall': 'stalled',
  'node-start': 'starting',
  'node-back': 'alive',
};

/** A stalled part does not answer either. It does not count as down then, nor shortly after. */
const stallSlackMs = 1500;

/** `at`: the time of the state. */
export function lifeOf(instance: InstanceView, incidents: readonly Incident[], at: string): Life {
  const own = incidents.filter((incident) => incident.instance === instance.id);
  const fate = statusFromIncidents(own, instance, at);
  if (fate) return fate;
  if (!instance.isAlive) return 'dead';
  if (instance.isReady) return 'alive';
  // Neither is ready for requests; the last incident shows which one it is.
  return own.at(-1)?.what === 'drain' ? 'draining' : 'starting';
}

export function lifeOfRedis(redis: RedisView, incidents: readonly Incident[], at: string): Life {
  const own = incidents.filter(({ what }) => what.startsWith('redis-'));
  return statusFromIncidents(own, redis, at) ?? (redis.isAlive ? 'alive' : 'dead');
}

export function lifeOfNode(node: RedisNodeView, incidents: readonly Incident[], at: string): Life {
  const own = incidents.filter((incident) => 'node' in incident && incident.node === node.id);
  return statusFromIncidents(own, node, at) ?? (node.isCutOff ? 'cutOff' : node.isAlive ? 'alive' : 'dead');
}

/** The state shows neither later incidents nor that a silent part is only stalled. */
function statusFromIncidents(
  incidents: readonly Incident[],
  { isAlive, hold }: Pick<InstanceView, 'isAlive' | 'hold'>,
  at: string,
): Life | undefined {
  const fates = incidents.filter(({ what }) => what in outcomes);
  const isNoticed = fates.at(-1)?.what.endsWith('died') ?? false;
  const cause = isNoticed ? fates.at(-2) : fates.at(-1);
  if (cause?.what === 'stall' || cause?.what === 'redis-stall' || cause?.what === 'node-stall') {
    const ms = (cause.ms ?? Number.POSITIVE_INFINITY) + (isAlive ? 0 : stallSlackMs);
    if (Date.parse(cause.at) + ms > Date.parse(at)) return 'stalled';
  }
  const last = fates.at(-1);
  const isLater = last !== undefined && Date.parse(last.at) > Date.parse(at);
  if (isLater && !last.what.endsWith('stall')) return outcomes[last.what];
  if (hold) return hold.how === 'crash' ? 'dead' : 'stalled';
  // Not yet back after its start: it starts.
  return last?.what.endsWith('start') && !isAlive ? 'starting' : undefined;
}
