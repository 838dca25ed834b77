// The dots that are moving: where each is at a moment, and at most as many as can be drawn.
import type { Exchange } from '@scale-out-lab/core/wire';
import type { Speed } from '../../state/view.js';
import { placeAt } from '../geometry/path.js';
import type { Stops, Trip } from '../geometry/trip.js';
import type { Looks } from './sprites.js';

export const capacity = 200;

export interface Fleet {
  readonly flights: readonly Flight[];
  /** False: there are too many already. */
  launch(flight: Flight): boolean;
  /** Moves all, and lets go of those that have landed. */
  advance(now: number): void;
  /** The one nearest to that place, within a reach, that has something to show. */
  nearest(x: number, y: number, reach: number): Flight | undefined;
  /** Changes each; what `change` refuses is let go. */
  renew(change: (flight: Flight) => boolean): void;
  clear(): void;
}

export function createFleet(): Fleet {
  const flights: Flight[] = [];

  /** In place, since this happens in every frame. */
  function keep(isKept: (flight: Flight) => boolean): void {
    let kept = 0;
    for (const flight of flights) {
      if (!isKept(flight)) continue;
      flights[kept] = flight;
      kept += 1;
    }
    flights.length = kept;
  }

  let now = 0;
  const isFlying = (flight: Flight) => advance(flight, now);
  return {
    flights,
    launch(flight) {
      if (flights.length >= capacity) return false;
      flights.push(flight);
      return true;
    },
    advance(moment) {
      now = moment;
      keep(isFlying);
    },
    nearest(x, y, reach) {
      let found: Flight | undefined;
      let least = reach;
      for (const flight of flights) {
        const away = Math.hypot(flight.x - x, flight.y - y);
        if (flight.exchange === null || flight.phase === 'waiting' || away > least) continue;
        found = flight;
        least = away;
      }
      return found;
    },
    renew: keep,
    clear() {
      flights.length = 0;
    },
  };
}

/** How long the whole way takes on the map, whatever it took in truth. */
export const flightMs = { slow: 2400, normal: 900, fast: 350 } as const satisfies Record<Speed, number>;
/** How long one with a label stays at the visitor, to be read. */
export const restMs = { slow: 1600, normal: 900, fast: 0 } as const satisfies Record<Speed, number>;

export interface Label {
  readonly text: string;
  readonly width: number;
  /** Labels at the same time stand below each other. */
  readonly line: number;
}

export interface Flight {
  readonly stops: Stops;
  readonly isAccepted: boolean;
  readonly isSmall: boolean;
  /** What a click shows; null for a sample of an experiment. */
  readonly exchange: Exchange | null;
  readonly label: Label | null;
  readonly startAt: number;
  readonly durationMs: number;
  readonly restMs: number;
  trip: Trip;
  looks: Looks;
  x: number;
  y: number;
  /** `waiting` until it starts; `answered` on the way back; `landed` while it rests. */
  phase: 'waiting' | 'sent' | 'routed' | 'answered' | 'landed';
}

/** Moves it to where it is now. Returns whether it is still to be seen. */
export function advance(flight: Flight, now: number): boolean {
  const elapsed = now - flight.startAt;
  if (elapsed < 0) return true;
  const { path, routedAt, answeredAt } = flight.trip;
  const travelled = Math.min(1, elapsed / flight.durationMs) * 2 * path.length;
  placeAt(path, travelled <= path.length ? travelled : 2 * path.length - travelled, flight);
  if (travelled < routedAt) flight.phase = 'sent';
  else if (travelled < answeredAt) flight.phase = 'routed';
  else flight.phase = elapsed < flight.durationMs ? 'answered' : 'landed';
  return elapsed < flight.durationMs + flight.restMs;
}
