// Every fault of the page: the request that injects it, why it may be unavailable, and how many users it logs out.
import {
  diesWithInstance,
  diesWithRedis,
  type Expectation,
  exactly,
  type KeyRing,
  type Mode,
  type Population,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictLoggedOutByRetirement,
  predictLoggedOutByScaling,
  signsWith,
} from '@scale-out-lab/core';
import type { Incident, KeysRequest, LabState } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import type { breakTexts as english } from '../../texts/en/break.js';

export type Fault =
  | { readonly kind: 'crash' | 'drain' | 'stall'; readonly instance: string }
  | { readonly kind: 'redis-crash' | 'redis-stall' | 'restart' }
  | { readonly kind: 'redis-persistence'; readonly isPersistent: boolean }
  | { readonly kind: 'keys'; readonly ring: KeyRing; readonly how: KeysRequest['how'] }
  | { readonly kind: 'scale'; readonly to: number };

type Kind = Fault['kind'];
type FaultOf<Of extends Kind> = Fault & { readonly kind: Of };

/** The logged-in users, and the cluster that they use. */
export interface Situation {
  /** The issuer of each log-in. */
  readonly issuers: readonly (string | null)[];
  readonly instances: readonly string[];
  readonly isPersistent: boolean;
  /** Whether the fault retires the key that signed their credentials. */
  readonly isKeyRetired: boolean;
}

export interface Cost {
  /** How many users are logged out, at least and at most. */
  readonly loggedOut: readonly [low: number, high: number];
  readonly reason: keyof typeof english.cost.reasons;
}

/** A key of the texts, with the instance that it names. */
type Obstacle = keyof typeof english.obstacles;

interface Entry<Of extends Kind> {
  readonly inject: (fault: FaultOf<Of>) => Promise<Incident>;
  readonly obstacle?: (fault: FaultOf<Of>, state: LabState) => Obstacle | null;
  readonly cost: (fault: FaultOf<Of>, mode: Mode, situation: Situation) => Cost;
}

const stall = { ms: 2000 };
const mostInstances = 9;

const faults: { readonly [Of in Kind]: Entry<Of> } = {
  crash: {
    inject: ({ instance }) => lab.inject('POST', `instances/${encodeURIComponent(instance)}/crash`),
    obstacle: isInstanceDown,
    cost: restartCost,
  },
  drain: {
    inject: ({ instance }) => lab.inject('POST', `instances/${encodeURIComponent(instance)}/drain`),
    obstacle: isInstanceDown,
    cost: restartCost,
  },
  stall: {
    inject: ({ instance }) => lab.inject('POST', `instances/${encodeURIComponent(instance)}/stall`, stall),
    obstacle: isInstanceDown,
    cost: () => none('waits'),
  },
  restart: {
    inject: () => lab.inject('POST', 'restart'),
    cost: (_fault, mode, situation) => restartOf(situation.instances, mode, situation),
  },
  scale: {
    inject: ({ to }) => lab.inject('PUT', 'instances', { count: to }),
    obstacle({ to }, { can }) {
      if (!can.scale) return 'noScale';
      if (to < 1) return 'fewest';
      return to > mostInstances ? 'most' : null;
    },
    cost({ to }, mode, situation) {
      const from = situation.instances.length;
      const population = populationOf(situation, situation.instances.slice(to));
      const { predicted } = predictLoggedOutByScaling(mode, population, { from, to });
      const isMoving = mode.balancing === 'sticky' && diesWithInstance(mode) && to > from;
      if (isMoving) return { loggedOut: predicted, reason: 'moved' };
      return { loggedOut: predicted, reason: predicted[1] === 0 ? 'harmless' : placeOf(mode) };
    },
  },
  'redis-crash': {
    inject: () => lab.inject('POST', 'redis/crash'),
    obstacle: isRedisDown,
    cost(_fault, mode, situation) {
      const { isPersistent } = situation;
      const reason = isPersistent ? 'read-back' : 'kept-in-redis';
      const loss = predictLoggedOutByRedisCrash(mode, populationOf(situation, []), isPersistent);
      return cost(loss, diesWithRedis(mode) ? reason : 'not-in-redis');
    },
  },
  'redis-stall': {
    inject: () => lab.inject('POST', 'redis/stall', stall),
    obstacle: isRedisDown,
    cost: (_fault, mode) => none(mode.state === 'redis' ? 'refused-meanwhile' : 'not-in-redis'),
  },
  'redis-persistence': {
    inject: ({ isPersistent }) => lab.inject('PUT', 'redis/persistence', { isPersistent }),
    obstacle: (fault, state) =>
      state.can.breakRedis && !state.can.persistRedis ? 'noPersistence' : isRedisDown(fault, state),
    cost: () => none('harmless'),
  },
  keys: {
    inject: ({ ring, how }) => lab.inject('POST', 'keys', { ring, how }),
    cost({ ring, how }, mode, { issuers, isKeyRetired }) {
      if (!signsWith(mode, ring)) return none('other-key');
      if (how === 'overlap') return none('old-accepted');
      if (how !== 'cut' && !isKeyRetired) return none('signed-by-new');
      const loss = predictLoggedOutByRetirement(mode, ring, issuers.length);
      return cost(loss, mode.refresh ? 'renewed' : 'old-refused');
    },
  },
};

const entryOf = (fault: Fault) => faults[fault.kind] as Entry<Kind>;

export function injectFault(fault: Fault): Promise<Incident> {
  return entryOf(fault).inject(fault);
}

/** Why the fault cannot be injected now, or null. */
export function obstacleTo(fault: Fault, state: LabState | null): Obstacle | null {
  if (!state) return 'waiting';
  return state.busy ?? entryOf(fault).obstacle?.(fault, state) ?? null;
}

/** How many of the logged-in users the fault should log out. */
export function costOf(fault: Fault, mode: Mode, situation: Situation): Cost {
  return entryOf(fault).cost(fault, mode, situation);
}

function isInstanceDown(
  { instance }: { readonly instance: string },
  { instances }: LabState,
): Obstacle | null {
  return instances.some(({ id, isAlive }) => id === instance && isAlive) ? null : 'gone';
}

function isRedisDown(_fault: unknown, { can, redis }: LabState): Obstacle | null {
  if (!can.breakRedis) return 'noRedis';
  return redis?.isAlive ? null : 'redisGone';
}

function restartCost({ instance }: { readonly instance: string }, mode: Mode, situation: Situation): Cost {
  return restartOf([instance], mode, situation);
}

function restartOf(instances: readonly string[], mode: Mode, situation: Situation): Cost {
  return cost(predictLoggedOutByRestart(mode, populationOf(situation, instances)), placeOf(mode));
}

function populationOf({ issuers }: Situation, lost: readonly string[]): Population {
  const issuedByLost = issuers.filter((issuer) => issuer !== null && lost.includes(issuer)).length;
  return { members: issuers.length, issuedByLost, loggedOut: 0 };
}

function placeOf(mode: Mode): Cost['reason'] {
  return diesWithInstance(mode) ? 'kept-in-instance' : 'not-in-instance';
}

function cost({ predicted }: Expectation, reason: Cost['reason']): Cost {
  return { loggedOut: predicted, reason };
}

function none(reason: Cost['reason']): Cost {
  return cost(exactly(0, ''), reason);
}
