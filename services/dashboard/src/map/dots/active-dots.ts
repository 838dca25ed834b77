// All dots that are on their way, and no more of them than can be drawn.
import { advance, type Flight } from './flight.js';

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
