// One dot on its way: what it is, and where and what it looks like at a moment.
import type { Exchange } from '@scale-out-lab/core/wire';
import type { Speed } from '../../state/view.js';
import { placeAt } from '../geometry/path.js';
import type { Stops, Trip } from '../geometry/trip.js';
import type { Looks } from './sprites.js';

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
