// What becomes a dot: one of the page's own requests, and the samples of what an experiment sends.
import { findMode } from '@scale-out-lab/core';
import type { Exchange, SeenRequest } from '@scale-out-lab/core/wire';
import { asksRedis } from '../details/looked-up.js';
import type { Stops } from '../geometry/trip.js';

/** The visitor on the map that sends what an experiment sends. */
export const loadTestLane = 'load-test';

/** What a dot needs to know of a request. */
export interface Route {
  readonly stops: Stops;
  readonly isAccepted: boolean;
}

export function routeOf(exchange: Exchange): Route {
  const mode = findMode(exchange.mode);
  return {
    stops: {
      lane: exchange.mode,
      instance: instanceOf(exchange),
      asksRedis: mode !== undefined && asksRedis(mode, exchange),
    },
    isAccepted: isAccepted(exchange),
  };
}

/** Of these no more is known than who answered what; Redis is asked where the mode asks it each time. */
export function routeOfSeen(seen: SeenRequest): Route {
  const mode = findMode(seen.mode);
  const asks = mode?.state === 'redis' && (seen.kind !== 'me' || !mode.refresh) && seen.status !== 401;
  return {
    stops: { lane: loadTestLane, instance: instanceOf(seen), asksRedis: asks },
    isAccepted: isAccepted(seen),
  };
}

export function isAccepted({ status }: { readonly status: number | null }): boolean {
  return status !== null && status < 400;
}

function instanceOf({ servedBy }: { readonly servedBy: string | null }): string | null {
  return servedBy === 'nginx' ? null : servedBy;
}
