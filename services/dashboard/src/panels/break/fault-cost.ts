// What a fault should cost, before it is done: how many of those who are logged in are logged out by it.
import {
  diesWithInstance,
  diesWithRedis,
  type Expectation,
  exactly,
  type Mode,
  type Population,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictLoggedOutByRetirement,
  predictLoggedOutByScaling,
  signsWith,
} from '@scale-out-lab/core';
import type { KeyRing, KeysRequest } from '@scale-out-lab/core/wire';

export type Fault =
  | { readonly kind: 'crash' | 'drain' | 'stall'; readonly instance: string }
  | { readonly kind: 'redis-stall' }
  | { readonly kind: 'redis-persistence'; readonly isPersistent: boolean }
  | { readonly kind: 'redis-crash' }
  | { readonly kind: 'keys'; readonly ring: KeyRing; readonly how: KeysRequest['how'] }
  | { readonly kind: 'restart' }
  | { readonly kind: 'scale'; readonly to: number };

/** Who is logged in, and in what cluster. */
export interface Standing {
  /** The issuer of each log-in. */
  readonly issuers: readonly (string | null)[];
  readonly instances: readonly string[];
  readonly isPersistent: boolean;
  /** Whether the key that signed their credentials is one that is still to be retired. */
  readonly isSignedByFormerKey: boolean;
}

export interface Cost {
  /** How many are logged out, at least and at most. */
  readonly loggedOut: readonly [low: number, high: number];
  readonly reason: CostReason;
}

export type CostReason =
  | 'kept-in-instance'
  | 'not-in-instance'
  | 'kept-in-redis'
  | 'read-back'
  | 'not-in-redis'
  | 'other-key'
  | 'old-accepted'
  | 'old-refused'
  | 'signed-by-new'
  | 'renewed'
  | 'waits'
  | 'refused-meanwhile'
  | 'moved'
  | 'harmless';

export function costOf(fault: Fault, mode: Mode, standing: Standing): Cost {
  const { issuers, instances } = standing;
  const issuedBy = (lost: readonly string[]): Population => ({
    members: issuers.length,
    issuedByLost: issuers.filter((issuer) => issuer !== null && lost.includes(issuer)).length,
    loggedOut: 0,
  });
  const withInstance = diesWithInstance(mode) ? 'kept-in-instance' : 'not-in-instance';
  switch (fault.kind) {
    case 'crash':
    case 'drain':
      return cost(predictLoggedOutByRestart(mode, issuedBy([fault.instance])), withInstance);
    case 'restart':
      return cost(predictLoggedOutByRestart(mode, issuedBy(instances)), withInstance);
    case 'redis-crash': {
      const { isPersistent } = standing;
      const reason = isPersistent ? 'read-back' : 'kept-in-redis';
      const loss = predictLoggedOutByRedisCrash(mode, issuedBy([]), isPersistent);
      return cost(loss, diesWithRedis(mode) ? reason : 'not-in-redis');
    }
    case 'keys':
      return costOfKeys(fault, mode, standing);
    case 'scale':
      return costOfScaling(fault.to, mode, standing, issuedBy(instances.slice(fault.to)));
    case 'stall':
      return none('waits');
    case 'redis-stall':
      return none(mode.state === 'redis' ? 'refused-meanwhile' : 'not-in-redis');
    case 'redis-persistence':
      return none('harmless');
  }
}

function costOfKeys(fault: Fault & { kind: 'keys' }, mode: Mode, standing: Standing): Cost {
  const { ring, how } = fault;
  if (!signsWith(mode, ring)) return none('other-key');
  if (how === 'overlap') return none('old-accepted');
  if (how !== 'cut' && !standing.isSignedByFormerKey) return none('signed-by-new');
  const loss = predictLoggedOutByRetirement(mode, ring, standing.issuers.length);
  return cost(loss, mode.refresh ? 'renewed' : 'old-refused');
}

function costOfScaling(to: number, mode: Mode, standing: Standing, population: Population): Cost {
  const from = standing.instances.length;
  const loss = predictLoggedOutByScaling(mode, population, { from, to });
  if (mode.balancing === 'sticky' && diesWithInstance(mode) && to > from) return cost(loss, 'moved');
  const reason = diesWithInstance(mode) ? 'kept-in-instance' : 'not-in-instance';
  return cost(loss, loss.predicted[1] === 0 ? 'harmless' : reason);
}

function cost({ predicted }: Expectation, reason: CostReason): Cost {
  return { loggedOut: predicted, reason };
}

function none(reason: CostReason): Cost {
  return cost(exactly(0, ''), reason);
}
