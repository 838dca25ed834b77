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

function lineOf({ what, instance }: Pick<Incident, 'what' | 'instance'>): LineName {
  return instance ?? (/^(redis|node)-/.test(what) ? 'redis' : 'all');
}

function positionOf(timeMs: number, nowMs: number): number {
  return 1 - (nowMs - timeMs) / windowMs;
}

/** Those within the window; the visitor's own actions come last, so that nothing covers them. */
export function marksOf(incidents: readonly Incident[], nowMs: number): readonly Mark[] {
  return incidents
    .map((incident) => ({
      line: lineOf(incident),
      at: positionOf(Date.parse(incident.at), nowMs),
      incident,
    }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => Number(one.incident.isAsked) - Number(other.incident.isAsked));
}

/** Incidents that last until another one, or for a time that they name. */
const beginnings: Partial<Record<IncidentWhat, { kind: Bar['kind']; endsWith: readonly IncidentWhat[] }>> = {
  crash: { kind: 'gone', endsWith: ['back'] },
  died: { kind: 'gone', endsWith: ['back'] },
  'redis-crash': { kind: 'gone', endsWith: ['redis-back'] },
  'redis-died': { kind: 'gone', endsWith: ['redis-back'] },
  'restart-begins': { kind: 'restarting', endsWith: ['restart-ends'] },
  stall: { kind: 'stalled', endsWith: ['start', 'back'] },
  'redis-stall': { kind: 'stalled', endsWith: ['redis-start', 'redis-back'] },
};

/** A part that restarts at once may be back before it is seen down, so its bar begins when it is seen down. */
const isShort = (incident: Incident) =>
  incident.what.endsWith('crash') && 'ms' in incident && incident.ms === 0;

const ends: readonly IncidentWhat[] = [
  'start',
  'back',
  'redis-start',
  'redis-back',
  'node-start',
  'node-back',
  'node-promoted',
  'restart-ends',
];

/** Whether it ends something rather than begins it. */
export const isEnd = ({ what }: Pick<Incident, 'what'>): boolean => ends.includes(what);

/** A bar without an end lasts until now. An event of a part that is already down begins no other bar. */
export function barsOf(incidents: readonly Incident[], nowMs: number): readonly Bar[] {
  const downUntil = new Map<LineName, number>();
  return incidents.flatMap((incident, index) => {
    const line = lineOf(incident);
    const beginning = beginnings[incident.what];
    const startMs = Date.parse(incident.at);
    if (!beginning || isShort(incident) || startMs < (downUntil.get(line) ?? 0)) return [];
    const end = incidents
      .slice(index + 1)
      .find((later) => beginning.endsWith.includes(later.what) && lineOf(later) === line);
    const isTimed = beginning.kind === 'stalled' && 'ms' in incident && incident.ms !== null;
    const timeIsUpMs = isTimed ? startMs + incident.ms : Number.POSITIVE_INFINITY;
    const endMs = Math.min(end ? Date.parse(end.at) : nowMs, timeIsUpMs, nowMs);
    downUntil.set(line, endMs);
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
