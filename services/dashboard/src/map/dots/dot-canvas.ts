// Where the dots fly: one canvas and one loop, which runs only while there are dots. Nothing in it reads the page or writes a signal.
import type { Exchange, LabEvents } from '@scale-out-lab/core/wire';
import type { Speed } from '../../state/view.js';
import type { Layout } from '../geometry/layout.js';
import { type Stops, type Trip, tripBook } from '../geometry/trip.js';
import { createFleet, type Flight, flightMs, type Label, restMs } from './active-dots.js';
import { type Canvas, drawFrame, labelFont } from './draw.js';
import { type Passage, passageOf, passageOfSeen } from './route.js';
import type { Share } from './shown-share.js';
import { createSprites, type Paints } from './sprites.js';

export interface Surface {
  readonly layout: Layout;
  readonly ratio: number;
  /** Of the page's text, to which all else is in proportion. */
  readonly fontSize: number;
  readonly paints: Paints;
}

export interface Sky {
  /** What is on its way stays so, on the new ways. */
  prepare(surface: Surface): void;
  show(exchange: Exchange, speed: Speed, label: string | null): Share;
  showSample(traffic: LabEvents['traffic'], speed: Speed): Share;
  /** What flies at that place. */
  at(x: number, y: number): Exchange | null;
  clear(): void;
}

const labelsAtOnce = 3;
const sampleSpreadMs = 250;

export function createSky(element: HTMLCanvasElement): Sky {
  const context = element.getContext('2d');
  const fleet = createFleet();
  const lastStarts = new Map<string, number>();
  let canvas: Canvas | null = null;
  let sprites: ReturnType<typeof createSprites> | null = null;
  let trips: ((stops: Stops) => Trip | null) | null = null;
  let frame = 0;

  function draw(now: number): void {
    fleet.advance(now);
    if (canvas) drawFrame(canvas, fleet.flights);
    frame = fleet.flights.length > 0 ? requestAnimationFrame(draw) : 0;
  }

  function launch(passage: Passage, flight: Omit<Flight, keyof Passage | 'trip' | 'looks' | keyof Start>) {
    const trip = trips?.(passage.stops);
    const looks = sprites?.({ ...passage, ...passage.stops, isSmall: flight.isSmall });
    if (!trip || !looks || !fleet.launch({ ...passage, ...flight, trip, looks, ...start })) return 0;
    if (frame === 0) frame = requestAnimationFrame(draw);
    return 1;
  }

  /** Those that come at once leave one after the other, but not much later than they came. */
  function startOf(lane: string, durationMs: number): number {
    const now = performance.now();
    const next = (lastStarts.get(lane) ?? 0) + durationMs / 10;
    const startAt = Math.max(now, Math.min(next, now + durationMs));
    lastStarts.set(lane, startAt);
    return startAt;
  }

  function labelled(text: string | null): Label | null {
    const lines = new Set(fleet.flights.map(({ label }) => label?.line));
    const line = Array.from({ length: labelsAtOnce }, (_, index) => index).find((each) => !lines.has(each));
    if (!canvas || text === null || line === undefined) return null;
    canvas.context.font = labelFont(canvas.fontSize);
    return { text, width: canvas.context.measureText(text).width, line };
  }

  return {
    prepare({ layout, ratio, fontSize, paints }) {
      if (!context) return;
      const { width, height } = layout;
      element.width = Math.ceil(width * ratio);
      element.height = Math.ceil(height * ratio);
      canvas = { context, ratio, width, height, fontSize: fontSize * 0.8, paints };
      sprites = createSprites(paints, { large: fontSize * 1.35, small: fontSize * 0.75 }, ratio);
      trips = tripBook(layout);
      fleet.renew((flight) => {
        const trip = trips?.(flight.stops);
        const looks = sprites?.({ ...flight, ...flight.stops });
        if (!trip || !looks) return false;
        Object.assign(flight, { trip, looks });
        return true;
      });
    },
    show(exchange, speed, text) {
      const durationMs = flightMs[speed];
      const label = speed === 'fast' ? null : labelled(text);
      const startAt = startOf(exchange.mode, durationMs);
      const rest = label ? restMs[speed] : 0;
      const flight = { isSmall: false, exchange, label, startAt, durationMs, restMs: rest };
      return { seen: 1, shown: launch(passageOf(exchange), flight) };
    },
    showSample({ seen, requests }, speed) {
      let shown = 0;
      requests.forEach((request, index) => {
        const startAt = performance.now() + (index / requests.length) * sampleSpreadMs;
        const flight = { isSmall: true, exchange: null, label: null, startAt, restMs: 0 };
        shown += launch(passageOfSeen(request), { ...flight, durationMs: flightMs[speed] });
      });
      return { seen, shown };
    },
    at: (x, y) => fleet.nearest(x, y, (canvas?.fontSize ?? 16) * 1.6)?.exchange ?? null,
    clear() {
      cancelAnimationFrame(frame);
      frame = 0;
      fleet.clear();
      if (canvas) drawFrame(canvas, []);
    },
  };
}

type Start = Pick<Flight, 'x' | 'y' | 'phase'>;
const start: Start = { x: 0, y: 0, phase: 'waiting' };
