import { expect, it } from 'vitest';
import { layOut } from '../geometry/layout.js';
import { planTrip } from '../geometry/path.js';
import { createShareWindow } from '../request-rate.js';
import { capacity, createActiveDots, type Dot } from './active-dots.js';
import { isAccepted, routeOfSeen } from './route.js';

const box = (left: number) => ({ left, top: 0, right: left + 100, bottom: 40 });
const stops = { lane: 'a', instance: 'api-1', asksRedis: false };
const trip = planTrip(
  layOut(
    new Map([
      ['visitor a', box(0)],
      ['nginx', box(200)],
      ['api-1', box(400)],
    ]),
    { width: 500, height: 40 },
  ),
  stops,
);

// From x = 100 to nginx (200 to 300) and to api-1 at 400 in half a second, and back.
const dot = (startAt: number, change: Partial<Dot> = {}): Dot => ({
  stops,
  isAccepted: true,
  isSmall: false,
  exchange: {} as Dot['exchange'],
  startAt,
  durationMs: 1000,
  trip: trip ?? expect.unreachable(),
  looks: {} as Dot['looks'],
  x: 0,
  y: 0,
  phase: 'waiting',
  ...change,
});

it.each([
  [99, 'waiting', 0],
  [150, 'sent', 130],
  [450, 'routed', 310],
  [600, 'answered', 400],
  [1000, 'answered', 160],
])('a dot that starts at 100 is, at %d, %s at x = %d', (now, phase, x) => {
  const dots = createActiveDots();
  const one = dot(100);
  dots.launch(one);
  dots.advance(now);
  expect(one.phase).toBe(phase);
  expect(one.x).toBeCloseTo(x, 3);
});

it('a dot is dropped when it is back', () => {
  const dots = createActiveDots();
  dots.launch(dot(0));
  dots.launch(dot(500));
  dots.advance(999);
  expect(dots.all).toHaveLength(2);
  dots.advance(1000);
  expect(dots.all).toHaveLength(1);
  dots.advance(1500);
  expect(dots.all).toHaveLength(0);
});

it('no more dots start than can be drawn', () => {
  const dots = createActiveDots();
  const launched = Array.from({ length: capacity + 5 }, () => dots.launch(dot(0)));
  expect(launched.filter(Boolean)).toHaveLength(capacity);
});

it('a click finds the nearest dot of a request', () => {
  const dots = createActiveDots();
  const near = dot(0);
  const far = dot(-400);
  dots.launch(near);
  dots.launch(far);
  dots.launch(dot(0, { exchange: null }));
  dots.advance(50);
  expect(dots.nearest(135, 22, 24)).toBe(near);
  expect(dots.nearest(135, 80, 24)).toBeUndefined();
});

it('the shares of the last second are added up', () => {
  const window = createShareWindow();
  window.note(0, { seen: 100, shown: 10 });
  window.note(600, { seen: 50, shown: 20 });
  expect(window.sum(900)).toEqual({ seen: 150, shown: 30 });
  expect(window.sum(1100)).toEqual({ seen: 50, shown: 20 });
  expect(window.sum(1700)).toEqual({ seen: 0, shown: 0 });
});

it.each([
  ['session-redis', 'me', 200, true],
  ['session-redis', 'me', 401, false],
  ['session-redis', 'me', 503, true],
  ['jwt-refresh', 'me', 200, false],
  ['jwt-refresh', 'refresh', 200, true],
  ['session-memory', 'me', 200, false],
] as const)('of a sample in %s, a %s with %d asks Redis: %s', (mode, kind, status, asks) => {
  const seen = { mode, kind, status, servedBy: 'api-1', isRetried: false };
  expect(routeOfSeen(seen, 'load-test').stops).toEqual({
    lane: 'load-test',
    instance: 'api-1',
    asksRedis: asks,
  });
});

it('an answer of nginx has no instance', () => {
  const seen = {
    mode: 'session-memory',
    kind: 'me',
    status: 502,
    servedBy: 'nginx',
    isRetried: true,
  } as const;
  expect(routeOfSeen(seen, 'load-test')).toMatchObject({ stops: { instance: null }, isAccepted: false });
  expect(isAccepted({ status: null })).toBe(false);
});
