// The changes between two looks at the cluster: which processes died, and which are back.
import type { InstanceView, LabState } from '@scale-out-lab/core/wire';

export type Change =
  | { readonly what: 'died' | 'back'; readonly instance: string }
  | { readonly what: 'redis-died' | 'redis-back'; readonly instance: null };

type Seen = Pick<LabState, 'instances' | 'redis'>;

/** An instance that is seen for the first time has neither died nor come back. */
export function findChanges(before: Seen, now: Seen): readonly Change[] {
  const earlier = new Map(before.instances.map((instance) => [instance.id, instance]));
  const ofInstances = now.instances.flatMap((instance) => {
    const last = earlier.get(instance.id);
    return last ? changesOf(last, instance).map((what) => ({ what, instance: instance.id })) : [];
  });
  return [...ofInstances, ...changesOfRedis(before.redis, now.redis)];
}

/** After a pause the time of a death is unknown, so only the dead are compared: they may be back. */
export function deadInstances({ instances, redis }: Seen): Seen {
  return {
    instances: instances.filter(({ isAlive }) => !isAlive),
    redis: redis?.isAlive === false ? redis : null,
  };
}

/** A restart between two looks shows in the start time. */
function changesOf(last: InstanceView, { isAlive, startedAt }: InstanceView): readonly ('died' | 'back')[] {
  if (last.isAlive && !isAlive) return ['died'];
  // Without a start time it has not been seen alive: on a busy machine its first answer was late.
  if (!last.isAlive && isAlive) return last.startedAt === null ? [] : ['back'];
  const isRestarted = isAlive && last.startedAt !== null && startedAt !== last.startedAt;
  return isRestarted ? ['died', 'back'] : [];
}

function changesOfRedis(last: LabState['redis'], now: LabState['redis']): readonly Change[] {
  if (!last || !now || last.isAlive === now.isAlive) return [];
  return [{ what: now.isAlive ? 'redis-back' : 'redis-died', instance: null }];
}
