// Positions on the timeline: lines for instances and Redis, marks and bars on them, and counts below.
import type { Incident, IncidentWhat } from '@scale-out-lab/core/wire';

export const windowMs = 60_000;

/** An instance, Redis, or the whole cluster. */
type LineName = string | 'redis' | 'all';

interface Bar {
  readonly line: LineName;
  readonly kind: 'gone' | 'stalled' | 'restarting';
  /** From 0, a window ago, to 1, now. */
  readonly from: number;
  readonly to: number;
}

interface Mark {
  readonly line: LineName;
  readonly at: number;
  readonly incident: Incident;
}

export interface Point {
  readonly at: number;
  readonly loggedIn: number;
}

const ofRedis: readonly IncidentWhat[] = [
  'redis-crash',
  'redis-stall',
  'redis-died',
  'redis-back',
  'redis-persistence',
];

function lineOf({ what, instance }: Pick<Incident, 'what' | 'instance'>): LineName {
  return instance ?? (ofRedis.includes(what) ? 'redis' : 'all');
}

function positionOf(timeMs: number, nowMs: number): number {
  return 1 - (nowMs - timeMs) / windowMs;
}

/** Those within the window. */
export function marksOf(incidents: readonly Incident[], nowMs: number): readonly Mark[] {
  return incidents
    .map((incident) => ({
      line: lineOf(incident),
      at: positionOf(Date.parse(incident.at), nowMs),
      incident,
    }))
    .filter(({ at }) => at >= 0);
}

/** Incidents that last until another one, or for a time that they name. */
const beginnings: Partial<Record<IncidentWhat, { kind: Bar['kind']; endsWith?: IncidentWhat }>> = {
  died: { kind: 'gone', endsWith: 'back' },
  'redis-died': { kind: 'gone', endsWith: 'redis-back' },
  'restart-begins': { kind: 'restarting', endsWith: 'restart-ends' },
  stall: { kind: 'stalled' },
  'redis-stall': { kind: 'stalled' },
};

/** A bar without an end lasts until now. */
export function barsOf(incidents: readonly Incident[], nowMs: number): readonly Bar[] {
  return incidents.flatMap((incident, index) => {
    const beginning = beginnings[incident.what];
    if (!beginning) return [];
    const line = lineOf(incident);
    const startMs = Date.parse(incident.at);
    const end = incidents
      .slice(index + 1)
      .find((later) => later.what === beginning.endsWith && lineOf(later) === line);
    const lastsMs = 'ms' in incident ? incident.ms : Number.POSITIVE_INFINITY;
    const endMs = Math.min(end ? Date.parse(end.at) : startMs + lastsMs, nowMs);
    if (endMs < nowMs - windowMs) return [];
    const from = Math.max(0, positionOf(startMs, nowMs));
    return [{ line, kind: beginning.kind, from, to: positionOf(endMs, nowMs) }];
  });
}

/** Steps: a count holds until the next check, the last one until now. The latest count before the window starts it. */
export function stepsOf(
  samples: readonly { readonly atMs: number; readonly loggedIn: number }[],
  nowMs: number,
): readonly Point[] {
  const points: Point[] = [];
  for (const { atMs, loggedIn } of samples) {
    const at = Math.max(0, positionOf(atMs, nowMs));
    const last = points.at(-1);
    if (last && at === 0) points.length = 0;
    else if (last) points.push({ at, loggedIn: last.loggedIn });
    points.push({ at, loggedIn });
  }
  const last = points.at(-1);
  return last && last.at < 1 ? [...points, { at: 1, loggedIn: last.loggedIn }] : points;
}
