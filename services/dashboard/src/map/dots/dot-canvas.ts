// The canvas of the dots, and its loop, which runs only while there are dots.
import type { Exchange, LabEvents } from '@scale-out-lab/core/wire';
import type { Speed } from '../../state/view.js';
import type { Layout } from '../geometry/layout.js';
import { memoizeTrips, type Stops, type Trip } from '../geometry/path.js';
import type { Share } from '../request-rate.js';
import { createActiveDots, type Dot, travelMs } from './active-dots.js';
import { type Route, routeOf, routeOfSeen } from './route.js';
import type { ThemeColors } from './sprites.js';
import { createSprites } from './sprites.js';

export interface Surface {
  readonly layout: Layout;
  readonly ratio: number;
  /** Of the page's text, to which all else is in proportion. */
  readonly fontSize: number;
  readonly colors: ThemeColors;
}

export type DotCanvas = ReturnType<typeof createDotCanvas>;

const sampleSpreadMs = 250;

export function createDotCanvas(element: HTMLCanvasElement) {
  const context = element.getContext('2d');
  const dots = createActiveDots();
  const lastStarts = new Map<string, number>();
  let canvas: Canvas | null = null;
  let sprites: ReturnType<typeof createSprites> | null = null;
  let trips: ((stops: Stops) => Trip | null) | null = null;
  let frame = 0;

  function draw(now: number): void {
    dots.advance(now);
    if (canvas) drawFrame(canvas, dots.all);
    frame = dots.all.length > 0 ? requestAnimationFrame(draw) : 0;
  }

  function launch(route: Route, dot: Omit<Dot, keyof Route | 'trip' | 'looks' | keyof Start>) {
    const trip = trips?.(route.stops);
    const looks = sprites?.({ ...route, ...route.stops, isSmall: dot.isSmall });
    if (!trip || !looks || !dots.launch({ ...route, ...dot, trip, looks, ...start })) return 0;
    if (frame === 0) frame = requestAnimationFrame(draw);
    return 1;
  }

  /** Simultaneous requests start one after the other, but not much delayed. */
  function startOf(lane: string, durationMs: number): number {
    const now = performance.now();
    const next = (lastStarts.get(lane) ?? 0) + durationMs / 10;
    const startAt = Math.max(now, Math.min(next, now + durationMs));
    lastStarts.set(lane, startAt);
    return startAt;
  }

  return {
    /** Moving dots continue on the new curves. */
    prepare({ layout, ratio, fontSize, colors }: Surface): void {
      if (!context) return;
      const { width, height } = layout;
      element.width = Math.ceil(width * ratio);
      element.height = Math.ceil(height * ratio);
      canvas = { context, ratio, width, height, reach: fontSize * 1.3 };
      sprites = createSprites(colors, { large: fontSize * 1.35, small: fontSize * 0.75 }, ratio);
      trips = memoizeTrips(layout);
      dots.renew((dot) => {
        const trip = trips?.(dot.stops);
        const looks = sprites?.({ ...dot, ...dot.stops });
        if (!trip || !looks) return false;
        Object.assign(dot, { trip, looks });
        return true;
      });
    },
    show(exchange: Exchange, speed: Speed): Share {
      const durationMs = travelMs[speed];
      const dot = { isSmall: false, exchange, startAt: startOf(exchange.mode, durationMs), durationMs };
      return { seen: 1, shown: launch(routeOf(exchange), dot) };
    },
    /** A request without details, such as that of a sign-in. */
    showRoute(route: Route, speed: Speed): Share {
      const durationMs = travelMs[speed];
      const dot = { isSmall: false, exchange: null, startAt: performance.now(), durationMs };
      return { seen: 1, shown: launch(route, dot) };
    },
    showSample({ seen, requests }: LabEvents['traffic' | 'guests'], lane: string, speed: Speed): Share {
      let shown = 0;
      requests.forEach((request, index) => {
        const startAt = performance.now() + (index / requests.length) * sampleSpreadMs;
        const dot = { isSmall: true, exchange: null, startAt };
        shown += launch(routeOfSeen(request, lane), { ...dot, durationMs: travelMs[speed] });
      });
      return { seen, shown };
    },
    /** The request of the dot at that place. */
    at: (x: number, y: number) => dots.nearest(x, y, canvas?.reach ?? 0)?.exchange ?? null,
    clear(): void {
      cancelAnimationFrame(frame);
      frame = 0;
      dots.clear();
      if (canvas) drawFrame(canvas, []);
    },
  };
}

type Start = Pick<Dot, 'x' | 'y' | 'phase'>;
const start: Start = { x: 0, y: 0, phase: 'waiting' };

interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly ratio: number;
  readonly width: number;
  readonly height: number;
  /** How far from a dot a click still means it, in CSS pixels. */
  readonly reach: number;
}

function drawFrame(canvas: Canvas, all: readonly Dot[]): void {
  const { context, ratio, width, height } = canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, Math.ceil(width * ratio), Math.ceil(height * ratio));
  for (const dot of all) {
    if (dot.phase === 'waiting') continue;
    const sprite = dot.looks[dot.phase];
    // On whole pixels a sprite is copied, not resampled.
    const x = Math.round(dot.x * ratio - sprite.width / 2);
    const y = Math.round(dot.y * ratio - sprite.height / 2);
    context.drawImage(sprite, x, y);
  }
}
