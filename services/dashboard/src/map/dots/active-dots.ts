// The dots that are moving: where each is at a moment, and at most as many as can be drawn.
import type { Exchange } from '@scale-out-lab/core/wire';
import type { Speed } from '../../state/view.js';
import type { Stops, Trip } from '../geometry/path.js';
import { placeAt } from '../geometry/path.js';
import type { Looks } from './sprites.js';

export const capacity = 200;

export function createActiveDots() {
  const all: Dot[] = [];

  /** In place, since this happens in every frame. */
  function keep(isKept: (dot: Dot) => boolean): void {
    let kept = 0;
    for (const dot of all) {
      if (!isKept(dot)) continue;
      all[kept] = dot;
      kept += 1;
    }
    all.length = kept;
  }

  let now = 0;
  const isFlying = (dot: Dot) => advance(dot, now);
  return {
    all: all as readonly Dot[],
    /** False: there are too many already. */
    launch(dot: Dot): boolean {
      if (all.length >= capacity) return false;
      all.push(dot);
      return true;
    },
    /** Moves all dots and drops those that have landed. */
    advance(moment: number): void {
      now = moment;
      keep(isFlying);
    },
    /** The one nearest to that place, within a reach, that has something to show. */
    nearest(x: number, y: number, reach: number): Dot | undefined {
      let found: Dot | undefined;
      let least = reach;
      for (const dot of all) {
        const away = Math.hypot(dot.x - x, dot.y - y);
        if (dot.exchange === null || dot.phase === 'waiting' || away > least) continue;
        found = dot;
        least = away;
      }
      return found;
    },
    /** Changes each; a dot that `change` refuses is dropped. */
    renew: keep,
    clear(): void {
      all.length = 0;
    },
  };
}

/** The time of the whole trip on the map, which is independent of the request's duration. */
export const travelMs = { slow: 2400, normal: 900, fast: 350 } as const satisfies Record<Speed, number>;

export interface Dot {
  readonly stops: Stops;
  readonly isAccepted: boolean;
  readonly isSmall: boolean;
  /** The request that a click opens; null for a sample of an experiment. */
  readonly exchange: Exchange | null;
  readonly startAt: number;
  readonly durationMs: number;
  trip: Trip;
  looks: Looks;
  x: number;
  y: number;
  /** `waiting` until it starts; `answered` on the way back. */
  phase: 'waiting' | 'sent' | 'routed' | 'answered';
}

/** Moves it to where it is now. Returns whether it is still to be seen. */
function advance(dot: Dot, now: number): boolean {
  const elapsed = now - dot.startAt;
  if (elapsed < 0) return true;
  const { path, routedAt, answeredAt } = dot.trip;
  const travelled = Math.min(1, elapsed / dot.durationMs) * 2 * path.length;
  placeAt(path, travelled <= path.length ? travelled : 2 * path.length - travelled, dot);
  if (travelled < routedAt) dot.phase = 'sent';
  else if (travelled < answeredAt) dot.phase = 'routed';
  else dot.phase = 'answered';
  return elapsed < dot.durationMs;
}
