// What each fault calls, and why it cannot be done now.
import type { Incident, LabState } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { attempt } from '../../ui/notice.js';
import { checkAfresh } from './crowd.js';
import type { Fault } from './fault-cost.js';
import { breakTexts } from './texts.js';

export const stallMs = 2000;

type Deeds = { readonly [Kind in Fault['kind']]: (fault: Fault & { kind: Kind }) => Promise<Incident> };

const deeds: Deeds = {
  crash: ({ instance }) => lab.crash(instance),
  drain: ({ instance }) => lab.drain(instance),
  stall: ({ instance }) => lab.stall(instance, stallMs),
  'redis-crash': () => lab.crashRedis(),
  'redis-stall': () => lab.stallRedis(stallMs),
  'redis-persistence': ({ isPersistent }) => lab.persistRedis(isPersistent),
  keys: ({ ring, how }) => lab.changeKeys({ ring, how }),
  restart: () => lab.restart(),
  scale: ({ to }) => lab.scale(to),
};

export async function carryOut(fault: Fault): Promise<void> {
  const deed = deeds[fault.kind] as (fault: Fault) => Promise<Incident>;
  if (await attempt(() => deed(fault))) await checkAfresh();
}

const mostInstances = 9;

export function obstacleTo(fault: Fault, state: LabState | null): string | null {
  const t = breakTexts().obstacles;
  if (!state) return t.waiting;
  if (state.busy) return t[state.busy];
  const find = obstacles[fault.kind] as ((fault: Fault, state: LabState) => string | null) | undefined;
  return find?.(fault, state) ?? null;
}

type Obstacle<Kind extends Fault['kind']> = (fault: Fault & { kind: Kind }, state: LabState) => string | null;

const ofInstance: Obstacle<'crash' | 'drain' | 'stall'> = ({ instance }, { instances }) =>
  instances.some(({ id, isAlive }) => id === instance && isAlive)
    ? null
    : breakTexts().obstacles.gone(instance);

const ofRedis: Obstacle<'redis-crash' | 'redis-stall'> = (_fault, { can, redis }) => {
  if (!can.breakRedis) return breakTexts().obstacles.noRedis;
  return redis?.isAlive ? null : breakTexts().obstacles.redisGone;
};

const obstacles: { readonly [Kind in Fault['kind']]?: Obstacle<Kind> } = {
  crash: ofInstance,
  drain: ofInstance,
  stall: ofInstance,
  'redis-crash': ofRedis,
  'redis-stall': ofRedis,
  'redis-persistence': (_fault, { can, redis }) => {
    if (!can.persistRedis)
      return can.breakRedis ? breakTexts().obstacles.noPersistence : breakTexts().obstacles.noRedis;
    return redis?.isAlive ? null : breakTexts().obstacles.redisGone;
  },
  scale: ({ to }, { can }) => {
    if (!can.scale) return breakTexts().obstacles.noScale;
    if (to < 1) return breakTexts().obstacles.fewest;
    return to > mostInstances ? breakTexts().obstacles.most : null;
  },
};
