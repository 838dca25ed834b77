// Every fault of the page: its request, its targets, why it may be unavailable, and how many users it logs out.
import {
  diesWithInstance,
  diesWithRedis,
  type Expectation,
  exactly,
  type KeyChange,
  type KeyRing,
  type Mode,
  type Population,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictLoggedOutByRetirement,
  predictLoggedOutByScaling,
  signsWith,
} from '@scale-out-lab/core';
import type { LabState } from '@scale-out-lab/core/wire';
import type { breakTexts as english } from '../../texts/en/break.js';
import { downBody } from './down-time.js';

type Texts = typeof english;
export type FaultName = keyof Texts['faults'];
export type FaultGroup = Exclude<keyof Texts['groups'], 'title'>;
/** A key of the texts. */
type Obstacle = keyof Texts['obstacles'];
type Reason = keyof Texts['cost']['reasons'];

/** The logged-in users, and the cluster that they use. */
export interface Situation {
  /** The issuer of each log-in. */
  readonly issuers: readonly (string | null)[];
  readonly instances: readonly string[];
  readonly isPersistent: boolean;
  /** The share of the keys of Redis that are in this one of its servers alone. */
  readonly lostShare: (target: string) => number;
  /** Whether the fault retires the key that signed their credentials. */
  readonly isKeyRetired: boolean;
}

export interface Cost {
  /** How many users are logged out, at least and at most. */
  readonly loggedOut: readonly [low: number, high: number];
  readonly reason: Reason;
}

/**
 * `target`: an instance for the group `instances`, a key ring for `keys`, one of several servers of Redis or of its sentinels
 * for the faults of Redis that have them; empty for the others.
 */
interface Fault {
  readonly group: FaultGroup;
  /** The route below /lab. */
  readonly request: (
    target: string,
    state: LabState,
  ) => readonly ['POST' | 'PUT', path: string, body?: object];
  /** The text of the button, if it is not the target. */
  readonly label?: (t: Pick<Texts, 'rings' | 'targets'>, target: string, state: LabState) => string;
  readonly obstacle?: (target: string, state: LabState) => Obstacle | null;
  readonly cost: (mode: Mode, situation: Situation, target: string) => Cost;
}

const mostInstances = 9;

export const faults: { readonly [Name in FaultName]: Fault } = {
  crash: ofInstance('crash', restartCost),
  drain: ofInstance('drain', restartCost),
  stall: ofInstance('stall', () => none('waits')),
  start: ofInstance('start', () => none('harmless')),
  'redis-crash': {
    group: 'redis',
    request: (target, state) => withBody(redisPath(target, 'crash'), downBody('crash', state)),
    label: redisLabel,
    obstacle: isRedisDown,
    cost(mode, situation, target) {
      const { isPersistent } = situation;
      const share = situation.lostShare(target);
      const reason = share === 0 ? 'copied' : isPersistent ? 'read-back' : 'kept-in-redis';
      const loss = predictLoggedOutByRedisCrash(
        mode,
        populationOf(situation, []),
        reason !== 'kept-in-redis',
      );
      const [least, most] = loss.predicted;
      const predicted = [share < 1 ? 0 : least, most] as const;
      return cost({ ...loss, predicted }, diesWithRedis(mode) ? reason : 'not-in-redis');
    },
  },
  'redis-stall': {
    group: 'redis',
    request: (target, state) => withBody(redisPath(target, 'stall'), downBody('stall', state)),
    label: redisLabel,
    obstacle: isRedisDown,
    cost: (mode) => none(mode.state === 'redis' ? 'refused-meanwhile' : 'not-in-redis'),
  },
  'redis-start': {
    group: 'redis',
    request: (target) => ['POST', redisPath(target, 'start')],
    label: redisLabel,
    obstacle: (target, state) =>
      redisPartOf(target, state)?.hold ? null : state.can.hold ? 'running' : 'noHold',
    cost: () => none('harmless'),
  },
  'redis-persistence': {
    group: 'redis',
    request: (_target, state) => ['PUT', 'redis/persistence', { isPersistent: !isPersistent(state) }],
    label: ({ targets }, _target, state) => targets[isPersistent(state) ? 'off' : 'on'],
    obstacle: (target, state) =>
      state.can.breakRedis && !state.can.persistRedis ? 'noPersistence' : isRedisDown(target, state),
    cost: () => none('harmless'),
  },
  overlap: ofKeys('overlap'),
  retire: ofKeys('retire'),
  cut: ofKeys('cut'),
  reset: ofKeys('reset'),
  restart: {
    group: 'cluster',
    request: () => ['POST', 'restart'],
    label: ({ targets }) => targets.all,
    cost: (mode, situation) => restartOf(situation.instances, mode, situation),
  },
  fewer: scaleBy(-1),
  more: scaleBy(1),
};

/** Why the fault cannot be injected now, or null. */
export function obstacleTo(name: FaultName, target: string, state: LabState | null): Obstacle | null {
  if (!state) return 'waiting';
  return state.busy ?? faults[name].obstacle?.(target, state) ?? null;
}

function ofInstance(name: 'crash' | 'drain' | 'stall' | 'start', cost: Fault['cost']): Fault {
  return {
    group: 'instances',
    request: (target, state) =>
      withBody(
        `instances/${encodeURIComponent(target)}/${name}`,
        name === 'crash' || name === 'stall' ? downBody(name, state) : undefined,
      ),
    obstacle(target, { can, instances }) {
      const instance = instances.find(({ id }) => id === target);
      if (name === 'start') return instance?.hold ? null : can.hold ? 'running' : 'noHold';
      if (instance?.hold) return 'held';
      return instance?.isAlive ? null : 'gone';
    },
    cost,
  };
}

function withBody(path: string, body: object | undefined): readonly ['POST', string, object?] {
  return body ? ['POST', path, body] : ['POST', path];
}

function ofKeys(how: KeyChange): Fault {
  return {
    group: 'keys',
    request: (ring) => ['POST', 'keys', { ring, how }],
    label: ({ rings }, ring) => rings[ring as KeyRing],
    cost(mode, { issuers, isKeyRetired }, ring) {
      if (!signsWith(mode, ring as KeyRing)) return none('other-key');
      if (how === 'overlap') return none('old-accepted');
      if (how !== 'cut' && !isKeyRetired) return none('signed-by-new');
      const loss = predictLoggedOutByRetirement(mode, ring as KeyRing, issuers.length);
      return cost(loss, mode.refresh ? 'renewed' : 'old-refused');
    },
  };
}

function scaleBy(change: -1 | 1): Fault {
  const countAfter = ({ instances }: { readonly instances: readonly unknown[] }) => instances.length + change;
  return {
    group: 'cluster',
    request: (_target, state) => ['PUT', 'instances', { count: countAfter(state) }],
    label: ({ targets }, _target, state) => targets.to(countAfter(state)),
    obstacle(_target, state) {
      if (!state.can.scale) return 'noScale';
      if (countAfter(state) < 1) return 'fewest';
      return countAfter(state) > mostInstances ? 'most' : null;
    },
    cost(mode, situation) {
      const terms = { from: situation.instances.length, to: countAfter(situation) };
      const population = populationOf(situation, situation.instances.slice(terms.to));
      const loss = predictLoggedOutByScaling(mode, population, terms);
      if (mode.balancing === 'sticky' && diesWithInstance(mode) && change > 0) return cost(loss, 'moved');
      return cost(loss, loss.predicted[1] === 0 ? 'harmless' : placeOf(mode));
    },
  };
}

function isPersistent({ redis }: LabState): boolean {
  return redis?.isPersistent ?? false;
}

function isRedisDown(target: string, state: LabState): Obstacle | null {
  if (!state.can.breakRedis) return 'noRedis';
  const part = redisPartOf(target, state);
  if (part?.hold) return target ? 'held' : 'redisHeld';
  if (part?.isAlive) return null;
  return target ? 'gone' : 'redisGone';
}

function redisPartOf(target: string, { redis }: LabState) {
  return target ? redis?.nodes?.find(({ id }) => id === target) : redis;
}

function redisPath(target: string, what: 'crash' | 'stall' | 'start'): string {
  return target ? `redis/nodes/${encodeURIComponent(target)}/${what}` : `redis/${what}`;
}

function redisLabel({ targets }: Pick<Texts, 'targets'>, target: string): string {
  return target || targets.redis;
}

/** The targets of a fault of Redis: each of its processes where it has several, but persistence is set for all. */
export function redisTargets(name: FaultName, state: LabState | null): readonly string[] {
  const nodes = state?.redis?.nodes;
  return nodes && name !== 'redis-persistence' ? nodes.map(({ id }) => id) : [''];
}

function restartCost(mode: Mode, situation: Situation, instance: string): Cost {
  return restartOf([instance], mode, situation);
}

function restartOf(instances: readonly string[], mode: Mode, situation: Situation): Cost {
  return cost(predictLoggedOutByRestart(mode, populationOf(situation, instances)), placeOf(mode));
}

function populationOf({ issuers }: Situation, lost: readonly string[]): Population {
  const issuedByLost = issuers.filter((issuer) => issuer !== null && lost.includes(issuer)).length;
  return { members: issuers.length, issuedByLost, loggedOut: 0 };
}

function placeOf(mode: Mode): Reason {
  return diesWithInstance(mode) ? 'kept-in-instance' : 'not-in-instance';
}

function cost({ predicted }: Expectation, reason: Reason): Cost {
  return { loggedOut: predicted, reason };
}

function none(reason: Reason): Cost {
  return cost(exactly(0, ''), reason);
}
