// Does a fault, and then asks the crowd: once at once, since what it changed may show before anything is noticed.

import type { Incident } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { attempt } from '../../ui/notice.js';
import { checkAfresh } from './crowd.js';
import type { Fault } from './fault-cost.js';

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
