// A curve through points of the map: as SVG, as places at distances for the dots on it, and as the trip of a request.

import { type Direction, type Layout, type Point, providerPart, visitorPart, wireName } from './layout.js';

/** Straight pieces, with their places and how far along each is. */
interface Path {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly distances: Float32Array;
  readonly length: number;
}

const piecesPerBend = 16;

/** The curve leaves and reaches every point in the direction of the map. */
export function toSvg(points: readonly Point[], direction: Direction): string {
  const [first] = points;
  if (!first) return '';
  const curves = bendsOf(points, direction).map(
    ([, one, other, to]) => `C${one.x} ${one.y} ${other.x} ${other.y} ${to.x} ${to.y}`,
  );
  return `M${first.x} ${first.y}${curves.join('')}`;
}

/** The same curve, flattened. */
export function flatten(points: readonly Point[], direction: Direction): readonly Point[] {
  const pieces = Array.from({ length: piecesPerBend }, (_, piece) => (piece + 1) / piecesPerBend);
  const flat = bendsOf(points, direction).flatMap((bend) => pieces.map((at) => bezier(bend, at)));
  return [...points.slice(0, 1), ...flat];
}

export function measure(points: readonly Point[]): Path {
  const distances = new Float32Array(points.length);
  let length = 0;
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point;
    length += Math.hypot(point.x - before.x, point.y - before.y);
    distances[index] = length;
  });
  return {
    xs: Float32Array.from(points, ({ x }) => x),
    ys: Float32Array.from(points, ({ y }) => y),
    distances,
    length,
  };
}

/** Writes the place at that distance from the start. It runs for each dot in each frame, so it allocates nothing. */
export function placeAt(path: Path, distance: number, into: { x: number; y: number }): void {
  const { xs, ys, distances } = path;
  let low = 0;
  let high = distances.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((distances[middle] as number) <= distance) low = middle;
    else high = middle;
  }
  const start = distances[low] ?? 0;
  const span = (distances[high] ?? 0) - start;
  const share = span <= 0 ? 0 : Math.min(1, Math.max(0, (distance - start) / span));
  const x = xs[low] ?? 0;
  const y = ys[low] ?? 0;
  into.x = x + ((xs[high] ?? x) - x) * share;
  into.y = y + ((ys[high] ?? y) - y) * share;
}

type Bend = readonly [from: Point, one: Point, other: Point, to: Point];

/** From each point to the next, with the two handles between them. */
function bendsOf(points: readonly Point[], direction: Direction): readonly Bend[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    const x = (from.x + to.x) / 2;
    const y = (from.y + to.y) / 2;
    return direction === 'across'
      ? [from, { x, y: from.y }, { x, y: to.y }, to]
      : [from, { x: from.x, y }, { x: to.x, y }, to];
  });
}

function bezier([a, b, c, d]: Bend, at: number): Point {
  const left = 1 - at;
  const on = (key: 'x' | 'y') =>
    left ** 3 * a[key] + 3 * left ** 2 * at * b[key] + 3 * left * at ** 2 * c[key] + at ** 3 * d[key];
  return { x: on('x'), y: on('y') };
}

/** The parts that a request visits. */
export interface Stops {
  /** The mode, or whatever else sends requests. */
  readonly lane: string;
  /** Null: it only reached nginx. */
  readonly instance: string | null;
  readonly asksRedis: boolean;
  /** The instance redeems a code at the OpenID provider. */
  readonly asksProvider?: boolean;
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
export function planTrip(
  { direction, wires }: Layout,
  { lane, instance, asksRedis, asksProvider }: Stops,
): Trip | null {
  const along = (from: string, to: string) => flatten(wires.get(wireName(from, to))?.points ?? [], direction);
  const toNginx = along(visitorPart(lane), 'nginx');
  if (toNginx.length === 0) return null;
  const toInstance = instance === null ? [] : along('nginx', instance);
  const beyond = asksRedis ? 'redis' : asksProvider ? providerPart : null;
  const toStore = beyond !== null && instance !== null ? along(instance, beyond) : [];
  const path = measure([...toNginx, ...toInstance, ...toStore]);
  const distanceOf = (points: readonly Point[]) => path.distances[points.length - 1] ?? 0;
  // The first of the points that follow nginx is on its other side.
  const routedAt = path.distances[toNginx.length] ?? path.length;
  return { path, routedAt, answeredAt: 2 * path.length - distanceOf([...toNginx, ...toInstance]) };
}

/** Trips of one layout, each planned once. */
export function memoizeTrips(layout: Layout): (stops: Stops) => Trip | null {
  const book = new Map<string, Trip | null>();
  return (stops) => {
    const key = `${stops.lane} ${stops.instance} ${stops.asksRedis} ${stops.asksProvider}`;
    let trip = book.get(key);
    if (trip === undefined) {
      trip = planTrip(layout, stops);
      book.set(key, trip);
    }
    return trip;
  };
}
