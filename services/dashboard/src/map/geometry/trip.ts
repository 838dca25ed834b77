// The way of one request: from its visitor through nginx to the instance, where it needs it on to Redis, and the same way back.
import { type Layout, visitorPart, wireName } from './layout.js';
import { flatten, measure, type Path, type Point } from './path.js';

/** Where a request goes. */
export interface Stops {
  /** The mode, or whatever else sends requests. */
  readonly lane: string;
  /** Null: it came no further than nginx. */
  readonly instance: string | null;
  readonly asksRedis: boolean;
}

export interface Trip {
  /** The way there; back it is the same. */
  readonly path: Path;
  /** How far it has come when it leaves nginx, and is the instance's from there on. */
  readonly routedAt: number;
  /** How far, there and on the way back, when the instance has answered. */
  readonly answeredAt: number;
}

/** Null where the visitor is not on the map. */
export function planTrip({ direction, wires }: Layout, { lane, instance, asksRedis }: Stops): Trip | null {
  const along = (from: string, to: string) => flatten(wires.get(wireName(from, to))?.points ?? [], direction);
  const toNginx = along(visitorPart(lane), 'nginx');
  if (toNginx.length === 0) return null;
  const toInstance = instance === null ? [] : along('nginx', instance);
  const toRedis = asksRedis && instance !== null ? along(instance, 'redis') : [];
  const path = measure([...toNginx, ...toInstance, ...toRedis]);
  const distanceOf = (points: readonly Point[]) => path.distances[points.length - 1] ?? 0;
  // The first of the points that follow nginx lies on its other side.
  const routedAt = path.distances[toNginx.length] ?? path.length;
  return { path, routedAt, answeredAt: 2 * path.length - distanceOf([...toNginx, ...toInstance]) };
}

/** Trips of one layout, each planned once. */
export function memoizeTrips(layout: Layout): (stops: Stops) => Trip | null {
  const book = new Map<string, Trip | null>();
  return (stops) => {
    const key = `${stops.lane} ${stops.instance} ${stops.asksRedis}`;
    let trip = book.get(key);
    if (trip === undefined) {
      trip = planTrip(layout, stops);
      book.set(key, trip);
    }
    return trip;
  };
}
