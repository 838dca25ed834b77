// The route of a dot and its outcome in words: of a request of this page, or of a sample from an experiment.
import { findMode, needsRedis } from '@scale-out-lab/core';
import type { Exchange, SeenRequest } from '@scale-out-lab/core/wire';
import type { SeenStep } from '../../state/lab-state.js';
import { mapTexts } from '../../state/texts.js';
import { asksRedis } from '../details/looked-up.js';
import { providerPart } from '../geometry/layout.js';
import type { Stops } from '../geometry/path.js';

/** The visitor on the map that represents the load test. */
export const loadTestLane = 'load-test';
/** The visitor that represents all others of the room. */
export const roomLane = 'room';

/** The facts about a request that its dot needs. */
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

/** A request of an experiment, or of another visitor. */
type Seen = Pick<SeenRequest, 'mode' | 'servedBy'> & {
  readonly kind: string;
  readonly status: number | null;
};

/** Only the answer of a sample is known. Redis is on its route if the mode uses Redis on every request. */
export function routeOfSeen(seen: Seen, lane: string): Route {
  const mode = findMode(seen.mode);
  const isWrite = seen.kind !== 'me';
  const looksUp =
    mode !== undefined && needsRedis(mode, isWrite ? 'write' : 'read') && !(mode.cacheSeconds && !isWrite);
  const asks = looksUp && seen.status !== 401;
  return {
    stops: { lane, instance: instanceOf(seen), asksRedis: asks },
    isAccepted: isAccepted(seen),
  };
}

/** A request of a sign-in: to the provider, or to an instance, which redeems the code of an accepted callback at the provider. */
export function routeOfStep({ mode: name, step }: SeenStep): Route {
  const { path, status } = step;
  const mode = findMode(name);
  const isAtProvider = path.startsWith('/provider/');
  const redeems = path.endsWith('/callback') && status === 303;
  const isStored = path.endsWith('/me') ? mode?.state === 'redis' : mode?.transaction === 'redis';
  return {
    stops: {
      lane: name,
      instance: isAtProvider ? providerPart : instanceOf(step),
      asksRedis: isStored && !isAtProvider && !redeems,
      asksProvider: redeems,
    },
    isAccepted: isAccepted(step),
  };
}

export function isAccepted({ status }: { readonly status: number | null }): boolean {
  return status !== null && status < 400;
}

function instanceOf({ servedBy }: { readonly servedBy: string | null }): string | null {
  return servedBy === 'nginx' ? null : servedBy;
}

/** The result in two or three words. */
export function shortReason({ status, code }: Pick<Exchange, 'status' | 'code'>): string {
  const t = mapTexts().outcome;
  if (status === null) return t.unanswered;
  if (isAccepted({ status })) return t.accepted;
  return (t.reasons as Readonly<Record<string, string>>)[code ?? ''] ?? `HTTP ${status}`;
}

/** Fractions of a millisecond count where there are few. */
export function inMs(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0);
}
