// The lines between the parts of the map, from the places of the parts on the page.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which way the map runs: from left to right, or from top to bottom. */
export type Direction = 'across' | 'down';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Parts by their names: `visitor session-memory`, `nginx`, `api-2`, `redis`. */
export type Boxes = ReadonlyMap<string, Box>;

interface Wire {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Layout extends Size {
  readonly direction: Direction;
  readonly boxes: Boxes;
  /** By `wireName`. */
  readonly wires: ReadonlyMap<string, Wire>;
}

export const visitorPart = (lane: string) => `visitor ${lane}`;
/** All OpenID providers together. */
export const providerPart = 'provider';
export const wireName = (from: string, to: string) => `${from} > ${to}`;

/** Half of the space that is kept between two instances. */
const gutter = 8;
/** Half of the space between two rows of instances. */
const halfRow = 5;

export function layOut(boxes: Boxes, size: Size): Layout {
  const names = [...boxes.keys()];
  const visitors = names.filter((name) => name.startsWith('visitor '));
  const others = ['nginx', 'redis', providerPart, ...visitors];
  const instances = names.filter((name) => !others.includes(name));
  const direction = runsAcross(boxes, visitors) ? 'across' : 'down';
  const route = routes[direction];
  const rows = boundsOf(instances.flatMap((name) => boxes.get(name) ?? []));
  const wires = new Map<string, Wire>();
  const connect = (from: string, to: string, draw: Route['toNginx']) => {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (start && end) wires.set(wireName(from, to), { from, to, points: draw(start, end, rows) });
  };
  for (const visitor of visitors) connect(visitor, 'nginx', route.toNginx);
  for (const instance of instances) {
    connect('nginx', instance, route.toInstance);
    connect(instance, 'redis', route.toRedis);
    connect(instance, providerPart, route.toRedis);
  }
  connect('nginx', providerPart, route.toProvider);
  return { ...size, direction, boxes, wires };
}

type Draw = (from: Box, to: Box, instances: Box) => readonly Point[];
interface Route {
  readonly toNginx: Draw;
  readonly toInstance: Draw;
  readonly toRedis: Draw;
  /** Past the instances. */
  readonly toProvider: Draw;
}

const sideways: Draw = (from, to) => [
  { x: from.right, y: middleOf(from) },
  { x: to.left, y: middleOf(to) },
];

const routes: Readonly<Record<Direction, Route>> = {
  // Many instances stand in two columns: the way to the second, and from the first one on, keeps to the space below them.
  across: {
    toNginx: sideways,
    toInstance(from, to, { left }) {
      const y = to.bottom + halfRow;
      const around = to.left > left + 1 ? [at(left - gutter, y), at(to.left - gutter, y)] : [];
      return [at(from.right, middleOf(from)), ...around, at(to.left, middleOf(to))];
    },
    toRedis(from, to, { right }) {
      const y = from.bottom + halfRow;
      const around = from.right < right - 1 ? [at(from.right + gutter, y), at(right + gutter, y)] : [];
      return [at(from.right, middleOf(from)), ...around, at(to.left, middleOf(to))];
    },
    toProvider(from, to, { left, right, bottom }) {
      const y = bottom + halfRow;
      const around = [at(left - gutter, y), at(right + gutter, y)];
      return [at(from.right, middleOf(from)), ...around, at(to.left, middleOf(to))];
    },
  },
  // Instances are in rows: lines to a lower one, and from an upper one on, run between them.
  down: {
    toNginx: (from, to) => [bottomOf(from), topOf(to)],
    toInstance(from, to, { top }) {
      const x = to.left - gutter;
      const around = to.top > top + 1 ? [at(x, top), at(x, to.top - 2 * gutter)] : [];
      return [bottomOf(from), ...around, topOf(to)];
    },
    toRedis(from, to, { bottom }) {
      const x = from.right + gutter;
      const around = from.bottom < bottom - 1 ? [at(x, from.bottom + 2 * gutter), at(x, bottom)] : [];
      return [bottomOf(from), ...around, topOf(to)];
    },
    toProvider(from, to, { left, top, bottom }) {
      const x = left - gutter;
      return [bottomOf(from), at(x, top), at(x, bottom), topOf(to)];
    },
  },
};

function runsAcross(boxes: Boxes, visitors: readonly string[]): boolean {
  const nginx = boxes.get('nginx');
  const visitor = boxes.get(visitors[0] ?? '');
  return nginx !== undefined && visitor !== undefined && nginx.left >= visitor.right;
}

function boundsOf(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

const at = (x: number, y: number): Point => ({ x, y });
const middleOf = ({ top, bottom }: Box) => (top + bottom) / 2;
const topOf = ({ left, right, top }: Box) => at((left + right) / 2, top);
const bottomOf = ({ left, right, bottom }: Box) => at((left + right) / 2, bottom);
