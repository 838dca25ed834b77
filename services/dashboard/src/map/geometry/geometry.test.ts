import { describe, expect, it } from 'vitest';
import { type Box, layOut, wireName } from './layout.js';
import { flatten, measure, memoizeTrips, placeAt, planTrip, toSvg } from './path.js';

const box = (left: number, top: number, width = 100, height = 40): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const size = { width: 700, height: 440 };

const across = layOut(
  new Map([
    ['visitor a', box(0, 50)],
    ['nginx', box(200, 50)],
    ['api-1', box(400, 0)],
    ['api-2', box(400, 100)],
    ['redis', box(600, 50)],
  ]),
  size,
);

const down = layOut(
  new Map([
    ['visitor a', box(0, 0)],
    ['nginx', box(0, 100)],
    ['api-1', box(0, 200)],
    ['api-2', box(120, 200)],
    ['api-3', box(0, 300)],
    ['redis', box(0, 400)],
  ]),
  size,
);

it('every visitor is connected to nginx, and every instance to nginx and Redis', () => {
  expect([...across.wires.keys()]).toEqual([
    'visitor a > nginx',
    'nginx > api-1',
    'api-1 > redis',
    'nginx > api-2',
    'api-2 > redis',
  ]);
});

it('parts next to each other connect at their sides, stacked parts at top and bottom', () => {
  expect(across.direction).toBe('across');
  expect(across.wires.get(wireName('nginx', 'api-2'))?.points).toEqual([
    { x: 300, y: 70 },
    { x: 400, y: 120 },
  ]);
  expect(down.direction).toBe('down');
  expect(down.wires.get(wireName('nginx', 'api-2'))?.points).toEqual([
    { x: 50, y: 140 },
    { x: 170, y: 200 },
  ]);
});

it('lines to a lower row, and onwards from an upper row, run between the instances', () => {
  const xs = (from: string, to: string) => down.wires.get(wireName(from, to))?.points.map(({ x }) => x);
  expect(xs('nginx', 'api-3')).toEqual([50, -8, -8, 50]);
  expect(xs('api-1', 'redis')).toEqual([50, 108, 108, 50]);
  expect(xs('api-3', 'redis')).toEqual([50, 50]);
});

it('the drawn curve and the path of the dots have the same points', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 100, y: 50 },
  ];
  expect(toSvg(points, 'across')).toBe('M0 0C50 0 50 50 100 50');
  const flat = flatten(points, 'across');
  expect(flat[0]).toEqual(points[0]);
  expect(flat[8]).toEqual({ x: 50, y: 25 });
  expect(flat.at(-1)).toEqual(points[1]);
});

it.each([
  [-5, 0, 0],
  [0, 0, 0],
  [5, 5, 0],
  [10, 10, 0],
  [25, 10, 15],
  [99, 10, 20],
])('at a distance of %d one is at %d, %d', (distance, x, y) => {
  const path = measure([
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 20 },
  ]);
  const place = { x: NaN, y: NaN };
  placeAt(path, distance, place);
  expect(place).toEqual({ x, y });
  expect(path.length).toBe(30);
});

it('a dot shows its instance from nginx until the answer', () => {
  const trip = planTrip(across, { lane: 'a', instance: 'api-1', asksRedis: false });
  // 100 to nginx, 100 through it; the turn is at the instance.
  expect(trip?.routedAt).toBeCloseTo(200);
  expect(trip?.answeredAt).toBeCloseTo(trip?.path.length ?? 0);
});

it('a request to Redis returns to the instance before the answer', () => {
  const direct = planTrip(across, { lane: 'a', instance: 'api-1', asksRedis: false });
  const asking = planTrip(across, { lane: 'a', instance: 'api-1', asksRedis: true });
  const there = direct?.path.length ?? 0;
  const whole = asking?.path.length ?? 0;
  expect(whole).toBeGreaterThan(there + 200);
  expect(asking?.answeredAt).toBeCloseTo(2 * whole - there, 3);
});

it('a request that nginx answers turns around there', () => {
  const trip = planTrip(across, { lane: 'a', instance: null, asksRedis: false });
  expect(trip?.path.length).toBeCloseTo(100);
  expect(trip?.answeredAt).toBeCloseTo(100);
});

it('an unknown visitor has no trip, and a trip is computed once', () => {
  const trips = memoizeTrips(across);
  expect(trips({ lane: 'nobody', instance: null, asksRedis: false })).toBeNull();
  const stops = { lane: 'a', instance: 'api-2', asksRedis: true };
  expect(trips(stops)).toBe(trips({ ...stops }));
});

describe.each([
  ['across', 'across', box(600, 150)],
  ['down', 'down', box(120, 400)],
] as const)('with an OpenID provider, where the map runs %s', (_, direction, provider) => {
  const { boxes } = { across, down }[direction];
  const layout = layOut(new Map([...boxes, ['provider', provider]]), size);

  it('nginx and every instance are connected to the provider', () => {
    const to = [...layout.wires.values()].filter((wire) => wire.to === 'provider').map(({ from }) => from);
    expect(to.sort()).toEqual([...boxes.keys()].filter((name) => /^api|nginx/.test(name)).sort());
  });

  it('a request of the browser to the provider goes past every instance', () => {
    const trip = planTrip(layout, { lane: 'a', instance: 'provider', asksRedis: false });
    const passed = layout.wires.get(wireName('nginx', 'provider'))?.points ?? [];
    for (const [name, { left, right, top, bottom }] of boxes) {
      const inside = ({ x, y }: { x: number; y: number }) => x > left && x < right && y > top && y < bottom;
      if (name.startsWith('api')) expect(passed.slice(1, -1).filter(inside), name).toEqual([]);
    }
    expect(trip?.path.length).toBeGreaterThan(0);
  });

  it('an accepted callback continues from the instance to the provider', () => {
    const stops = { lane: 'a', instance: 'api-1', asksRedis: false };
    const direct = planTrip(layout, stops)?.path.length ?? 0;
    expect(planTrip(layout, { ...stops, asksProvider: true })?.path.length).toBeGreaterThan(direct);
  });
});
